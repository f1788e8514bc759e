-- Which events are said to have killed most, with their range and who says so?
SELECT killed_low, killed_best, killed_high, date_start, place_name_en, sub_event_type, status, claimants, event_id
FROM event
WHERE kind = 'physical' AND parent_event_id IS NULL AND coalesce(killed_high, killed_low) IS NOT NULL
    AND status NOT IN ('background', 'planned', 'denied')
ORDER BY coalesce(killed_best, killed_low, killed_high) DESC, event_id
LIMIT 25

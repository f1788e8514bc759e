-- Which events does one side assert and another deny?
SELECT date_start, sub_event_type, place_name_en, killed_low, killed_high, claimants, deniers, event_id
FROM event
WHERE status = 'contested' AND len(deniers) > 0
ORDER BY date_start DESC NULLS LAST, event_id

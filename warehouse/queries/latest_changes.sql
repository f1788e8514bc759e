-- Which events changed last, from what to what?
SELECT changed_at, change, sub_event_type, date_start, place_name_en, "before", "after", event_id
FROM what_changed
WHERE change <> 'created'
ORDER BY changed_at DESC, event_id
LIMIT 50

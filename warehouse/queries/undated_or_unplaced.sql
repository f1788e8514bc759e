-- Which reports have no day or no place, and in which words?
SELECT date_start IS NULL AS undated, place_id IS NULL AS unplaced, sub_event_type, evidence, mention_id
FROM mention
WHERE kind = 'physical' AND status <> 'background' AND (date_start IS NULL OR place_id IS NULL)
ORDER BY undated DESC, unplaced DESC, mention_id

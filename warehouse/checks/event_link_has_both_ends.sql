-- A reader would see an event without its proof, or a proof of an event that is gone
SELECT l.event_id || ' ' || l.mention_id AS id, l.rule_id AS found, NULL AS expected
FROM event_mention l
WHERE l.event_id NOT IN (SELECT event_id FROM event) OR l.mention_id NOT IN (SELECT mention_id FROM mention)

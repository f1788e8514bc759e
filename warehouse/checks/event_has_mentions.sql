-- A reader would believe an event that no report tells
SELECT e.event_id AS id, e.n_reports AS found, count(l.mention_id) AS expected
FROM event e
LEFT JOIN event_mention l ON l.event_id = e.event_id
GROUP BY ALL
HAVING e.n_reports IS DISTINCT FROM count(l.mention_id)

-- A reader who adds up events would count one report twice
SELECT mention_id AS id, count(*) AS found, 1 AS expected
FROM event_mention
GROUP BY mention_id
HAVING count(*) > 1

-- A reader who sums casualties would count numbers of a report that is gone
SELECT q.mention_id AS id, q."text" AS found, NULL AS expected
FROM quantity q
ANTI JOIN mention m ON m.mention_id = q.mention_id

-- A reader would trust a number whose words do not stand in the article at that place
SELECT q.mention_id AS id, q."text" AS found, substring(a."text", q."start" + 1, q."end" - q."start") AS expected
FROM quantity q
JOIN mention m ON m.mention_id = q.mention_id
JOIN article a ON a.article_id = m.article_id
WHERE q."text" IS DISTINCT FROM substring(a."text", q."start" + 1, q."end" - q."start")

-- A reader would look for further proof outside the article or in an empty span
SELECT m.mention_id AS id, s AS found, length(a."text") AS expected
FROM (SELECT mention_id, article_id, unnest(more_evidence) AS s FROM mention) m
JOIN article a ON a.article_id = m.article_id
WHERE s."start" < 0 OR s."end" <= s."start" OR s."end" > length(a."text")

-- A reader would look for a doubt at words that the article does not have at that place
SELECT i.issue_id AS id, i."text" AS found, substring(a."text", i."start" + 1, i."end" - i."start") AS expected
FROM issue i
JOIN article a ON a.article_id = i.article_id
WHERE i."start" IS NOT NULL AND i."end" IS NOT NULL AND i."text" IS NOT NULL
    AND i."text" IS DISTINCT FROM substring(a."text", i."start" + 1, i."end" - i."start")

-- A reader would see a report that no article tells
SELECT m.mention_id AS id, m.article_id AS found, NULL AS expected
FROM mention m
ANTI JOIN article a ON a.article_id = m.article_id

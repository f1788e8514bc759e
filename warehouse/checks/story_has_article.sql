-- A reader who counts independent texts would count one that is not there
SELECT s.article_id AS id, s.story_id AS found, NULL AS expected
FROM story s
ANTI JOIN article a ON a.article_id = s.article_id

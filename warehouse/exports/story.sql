-- One object per article with the cluster of copies it belongs to, with the ids that the input gave
SELECT coalesce(a.external_id, s.article_id) AS doc, s.story_id, s.role, s.state
FROM story s
LEFT JOIN article a ON a.article_id = s.article_id
ORDER BY doc

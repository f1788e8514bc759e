-- How much of what each outlet prints is copied?
SELECT a.source_id, count(*) AS articles, count(*) FILTER (s.role IN ('copy', 'excerpt')) AS copies
FROM article a
LEFT JOIN story s ON s.article_id = a.article_id
GROUP BY a.source_id
ORDER BY copies DESC, articles DESC, a.source_id

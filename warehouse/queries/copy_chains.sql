-- Which articles are copies of which, and how long after?
SELECT o.source_id AS origin, o.title AS origin_title, c.source_id AS copied_by, c.title, s.role,
    c.published_at - o.published_at AS after
FROM story s
JOIN article c ON c.article_id = s.article_id
JOIN article o ON o.article_id = s.origin_id
WHERE s.role <> 'origin'
ORDER BY o.published_at NULLS LAST, c.published_at NULLS LAST, c.article_id

-- One object per article, with the lines that cleaning removed
SELECT
    coalesce(a.external_id, a.article_id) AS id,
    a."text",
    a.title,
    a.published_at AS published,
    coalesce(r.residue, []) AS residue,
    a.article_id,
    a.source_id,
    a.url,
    a.language,
    a.author,
    a.published_precision
FROM article a
LEFT JOIN (SELECT article_id, list("text" ORDER BY line) AS residue FROM residue GROUP BY article_id) r
    ON r.article_id = a.article_id
ORDER BY id, a.article_id

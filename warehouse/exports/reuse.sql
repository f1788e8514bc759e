-- One object per pair of articles that share text, with the ids that the input gave them
SELECT
    coalesce(x.external_id, r.a) AS a,
    coalesce(y.external_id, r.b) AS b,
    r.relation,
    r.containment_ab,
    r.containment_ba,
    r.state
FROM reuse r
LEFT JOIN article x ON x.article_id = r.a
LEFT JOIN article y ON y.article_id = r.b
ORDER BY a, b

-- A reader would be told of a copy whose original or copy is not there
SELECT r.a || ' ' || r.b AS id, r.relation AS found, NULL AS expected
FROM reuse r
WHERE r.a NOT IN (SELECT article_id FROM article) OR r.b NOT IN (SELECT article_id FROM article)

-- A reader who counts copies would count a pair twice
SELECT r.a || ' ' || r.b AS id, r.relation AS found, 'a < b' AS expected
FROM reuse r
WHERE r.a >= r.b

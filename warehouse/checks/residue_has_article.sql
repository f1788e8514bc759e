-- A reader would see lines removed from an article that is not there
SELECT r.article_id AS id, r.line AS found, NULL AS expected
FROM residue r
ANTI JOIN article a ON a.article_id = r.article_id

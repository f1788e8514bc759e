-- A reader could not go back to the captured bytes of an article
SELECT a.article_id AS id, a.document_id AS found, NULL AS expected
FROM article a
ANTI JOIN document d ON d.document_id = a.document_id
WHERE EXISTS (SELECT 1 FROM document)

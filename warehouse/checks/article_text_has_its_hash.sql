-- A reader would cite a text that is not the one that was read
SELECT article_id AS id, text_sha256 AS found, sha256("text") AS expected
FROM article
WHERE text_sha256 IS DISTINCT FROM sha256("text")

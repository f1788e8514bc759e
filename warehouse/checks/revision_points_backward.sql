-- A reader would be told that an article corrects itself or one that is not there
SELECT article_id AS id, revision_of AS found, NULL AS expected
FROM article
WHERE revision_of IS NOT NULL AND (revision_of = article_id OR revision_of NOT IN (SELECT article_id FROM article))

-- A reader would believe that a source said or denied words that the article does not have at that place
SELECT c.claim_id AS id, c.evidence AS found, substring(a."text", c.evidence_start + 1, c.evidence_end - c.evidence_start) AS expected
FROM claim c
JOIN mention m ON m.mention_id = c.mention_id
JOIN article a ON a.article_id = m.article_id
WHERE c.evidence IS DISTINCT FROM substring(a."text", c.evidence_start + 1, c.evidence_end - c.evidence_start)

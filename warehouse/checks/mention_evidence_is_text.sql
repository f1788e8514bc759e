-- A reader would take as proof words that do not stand in the article at that place
SELECT m.mention_id AS id, m.evidence AS found, substring(a."text", m.evidence_start + 1, m.evidence_end - m.evidence_start) AS expected
FROM mention m
JOIN article a ON a.article_id = m.article_id
WHERE m.evidence IS DISTINCT FROM substring(a."text", m.evidence_start + 1, m.evidence_end - m.evidence_start)

-- The reports of chosen events with the words around their evidence, oldest first; parameters: context three times, then the choice
SELECT
    em.event_id, m.mention_id, m.article_id, m.evidence, m.status,
    substring(a."text", greatest(m.evidence_start - ?, 0) + 1, least(m.evidence_start, ?)) AS before_words,
    substring(a."text", m.evidence_end + 1, ?) AS after_words,
    list_transform(
        m.more_evidence[:2], lambda s: substring(a."text", s."start" + 1, least(s."end" - s."start", 420))
    ) AS more_words,
    a.title, coalesce(a.canonical_url, a.url) AS url, a.external_id, a.source_id, a.language, a.published_at,
    s.name_en, s.name_ar, coalesce(t.story_id, a.article_id) AS story_id, coalesce(t.role, 'origin') AS role
FROM event_mention em
JOIN mention m ON m.mention_id = em.mention_id
JOIN article a ON a.article_id = m.article_id
LEFT JOIN source s ON s.source_id = a.source_id
LEFT JOIN story t ON t.article_id = a.article_id
WHERE em.event_id IN ($chosen)
ORDER BY em.event_id, a.published_at NULLS LAST, role = 'origin' DESC, m.evidence_start, m.mention_id

-- Why is this one event: which reports were joined, by which rule, with which words and claims? why(event_id)
-- An id that was merged into another event still finds it.
CREATE MACRO why(id) AS TABLE
SELECT
    l.event_id,
    a.published_at,
    a.source_id,
    l.score,
    l.rule_id,
    l.because,
    m.evidence,
    c.claims,
    m.mention_id,
    a.article_id,
    a.url
FROM event_mention l
JOIN mention m ON m.mention_id = l.mention_id
LEFT JOIN article a ON a.article_id = m.article_id
LEFT JOIN (
    SELECT mention_id, list({'stance': stance, 'claimant': coalesce(source_entity_id, source_text), 'field': field, 'value': "value", 'words': evidence}) AS claims
    FROM claim
    GROUP BY mention_id
) c ON c.mention_id = m.mention_id
WHERE l.event_id = id OR l.event_id IN (SELECT event_id FROM event_alias WHERE alias_id = id)
ORDER BY a.published_at, m.mention_id

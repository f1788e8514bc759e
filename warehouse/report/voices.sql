-- Who says what of chosen events, each voice once per stance, way and field
SELECT
    em.event_id, c.stance, c.source_entity_id, c.source_text, c.via_entity_id, c.field,
    e.name_en, e.name_ar, count(*) AS n
FROM event_mention em
JOIN claim c ON c.mention_id = em.mention_id
LEFT JOIN entity e ON e.entity_id = c.source_entity_id
WHERE em.event_id IN ($chosen)
GROUP BY em.event_id, c.stance, c.source_entity_id, c.source_text, c.via_entity_id, c.field, e.name_en, e.name_ar
ORDER BY em.event_id, c.source_entity_id IS NULL, n DESC, c.source_entity_id, c.source_text, c.field

-- What does each source claim, confirm, doubt or deny, with the words?
-- claimant_en: English name of the claimant, where it is a known entity
-- claimant_ar: Arabic name of the claimant, where it is a known entity
-- outlet: Outlet that printed the claim
SELECT
    coalesce(c.source_entity_id, c.source_text) AS claimant,
    s.name_en AS claimant_en,
    s.name_ar AS claimant_ar,
    c.stance,
    c.field,
    c.value,
    c.via_entity_id,
    a.source_id AS outlet,
    a.published_at,
    m.sub_event_type,
    m.date_start,
    m.place_name_en,
    m.place_name_ar,
    c.evidence,
    c.mention_id,
    c.claim_id,
    em.event_id,
    a.article_id
FROM claim c
JOIN mention m ON m.mention_id = c.mention_id
LEFT JOIN article a ON a.article_id = m.article_id
LEFT JOIN event_mention em ON em.mention_id = c.mention_id
LEFT JOIN entity s ON s.entity_id = c.source_entity_id

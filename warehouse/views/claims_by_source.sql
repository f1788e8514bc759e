-- What does each source claim, confirm, doubt or deny, with the words?
-- claimant_en: English name of the claimant, where it is a known entity
-- claimant_ar: Arabic name of the claimant, where it is a known entity
-- claimant_kind: What it is: state, ministry, observatory, armed-group, ...; null for a narrator and for words only
-- via_en: English name of who relayed it
-- outlet: Outlet that printed the claim
-- kind: Whether the claim is about a happening (physical) or about what was said (verbal)
-- story_id: Cluster of copies that its article is in; count claims by it, or a reprint counts again
-- is_reprint: An article of the story that is a copy or an excerpt, and so adds no voice
-- event_status: What all reports of the event make of it
SELECT
    coalesce(c.source_entity_id, c.source_text) AS claimant,
    s.name_en AS claimant_en,
    s.name_ar AS claimant_ar,
    s.kind AS claimant_kind,
    c.stance,
    c.field,
    c.value,
    c.via_entity_id,
    v.name_en AS via_en,
    a.source_id AS outlet,
    a.published_at,
    m.kind,
    m.sub_event_type,
    m.date_start,
    m.place_name_en,
    m.place_name_ar,
    c.evidence,
    coalesce(y.story_id, m.article_id) AS story_id,
    coalesce(y.role, '') IN ('copy', 'excerpt') AS is_reprint,
    e.status AS event_status,
    c.mention_id,
    c.claim_id,
    em.event_id,
    a.article_id
FROM claim c
JOIN mention m ON m.mention_id = c.mention_id
LEFT JOIN article a ON a.article_id = m.article_id
LEFT JOIN event_mention em ON em.mention_id = c.mention_id
LEFT JOIN event e ON e.event_id = em.event_id
LEFT JOIN entity s ON s.entity_id = c.source_entity_id
LEFT JOIN entity v ON v.entity_id = c.via_entity_id
LEFT JOIN story y ON y.article_id = m.article_id

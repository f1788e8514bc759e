-- Where do sources contradict each other: one denies what another asserts, or their values differ, and with which words?
-- status: contested where origins exclude each other; reported or corroborated where one origin corrects itself or is misquoted
-- slot: What they differ on: occurrence, place, target, killed, injured, date, actor; null where a denial has no slot
-- value: The value that these claimants hold; 11.. is at least eleven
-- value_name: The same in English, where it is a known entity or place
-- value_claimants: Who holds it, entity ids or words
-- value_claimants_en: Who holds it, in English where they are known entities
-- value_texts: Distinct texts that hold it: a copy is no second voice
-- value_first_said: When the first of them was published
-- value_words: Their words, each once, oldest first
-- value_mention_ids: Mentions that say so
WITH said AS (
    SELECT event_id, kind, slot, "value", claimants, mention_ids
    FROM (SELECT event_id, kind, unnest(conflicts, recursive := true) FROM event)
),
spoken AS (
    -- of a denial the words are those of the one who denies, of a number or a place those of the report
    SELECT c.event_id, c.slot, c."value", coalesce(k.evidence, m.evidence) AS evidence,
        coalesce(s.story_id, m.article_id) AS story_id, m.published_at
    FROM (SELECT event_id, slot, "value", claimants, unnest(mention_ids) AS mention_id FROM said) c
    JOIN mention m ON m.mention_id = c.mention_id
    LEFT JOIN claim k ON k.mention_id = m.mention_id AND c.slot = 'occurrence' AND k.field IS NULL
        AND list_contains(c.claimants, coalesce(k.source_entity_id, k.source_text))
        AND (k.stance = 'denies') = (c."value" = 'denied')
    LEFT JOIN story s ON s.article_id = m.article_id
),
words AS (
    SELECT event_id, slot, "value", min(first_said) AS first_said, list(evidence ORDER BY first_said, evidence) AS words
    FROM (SELECT event_id, slot, "value", evidence, min(published_at) AS first_said FROM spoken GROUP BY ALL)
    GROUP BY ALL
),
texts AS (SELECT event_id, slot, "value", count(DISTINCT story_id) AS n_texts FROM spoken GROUP BY ALL),
names AS (
    SELECT event_id, slot, "value", list(coalesce(n.name_en, who) ORDER BY who) AS claimants_en
    FROM (SELECT event_id, slot, "value", unnest(claimants) AS who FROM said) c
    LEFT JOIN entity n ON n.entity_id = c.who
    GROUP BY ALL
)
SELECT
    e.event_id,
    e.kind,
    e.sub_event_type,
    e.status,
    e.date_start,
    e.date_end,
    e.place_name_en,
    e.place_name_ar,
    e.claimants,
    e.deniers,
    e.n_origins,
    e.killed_low,
    e.killed_high,
    c.slot,
    c."value",
    coalesce(v.name_en, p.name_en, c."value") AS value_name,
    c.claimants AS value_claimants,
    n.claimants_en AS value_claimants_en,
    t.n_texts AS value_texts,
    w.first_said AS value_first_said,
    w.words AS value_words,
    c.mention_ids AS value_mention_ids
FROM event e
LEFT JOIN said c ON c.event_id = e.event_id
LEFT JOIN words w ON w.event_id = c.event_id AND w.slot = c.slot AND w."value" = c."value"
LEFT JOIN texts t ON t.event_id = c.event_id AND t.slot = c.slot AND t."value" = c."value"
LEFT JOIN names n ON n.event_id = c.event_id AND n.slot = c.slot AND n."value" = c."value"
LEFT JOIN entity v ON v.entity_id = c."value"
LEFT JOIN place p ON p.place_id = c."value"
WHERE e.status = 'contested' OR len(e.conflicts) > 0 OR len(e.deniers) > 0
ORDER BY e.date_start DESC NULLS LAST, e.event_id, c.slot, c."value"

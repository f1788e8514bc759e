-- One object per mention, entities spelled out, with its quantities and claims
WITH names AS (
    SELECT map_from_entries(list({'k': entity_id, 'v': {'en': name_en, 'ar': name_ar}})) AS book FROM entity
),
counted AS (
    SELECT
        mention_id,
        list(
            {
                'measure': measure, 'victim_class': victim_class, 'low': low, 'best': best, 'high': high,
                'text': "text", 'start': "start", 'end': "end"
            }
            ORDER BY "start", measure, victim_class
        ) AS quantities
    FROM quantity
    GROUP BY mention_id
),
claimed AS (
    SELECT
        c.mention_id,
        list(
            {
                'claim_id': c.claim_id,
                'stance': c.stance,
                'source': {'id': c.source_entity_id, 'name_en': e.name_en, 'name_ar': e.name_ar, 'text': c.source_text},
                'source_entity_id': c.source_entity_id,
                'source_text': c.source_text,
                'via_entity_id': c.via_entity_id,
                'field': c.field,
                'value': c.value,
                'evidence': c.evidence,
                'evidence_start': c.evidence_start,
                'evidence_end': c.evidence_end
            }
            ORDER BY c.evidence_start, c.claim_id
        ) AS claims
    FROM claim c
    LEFT JOIN entity e ON e.entity_id = c.source_entity_id
    GROUP BY c.mention_id
)
SELECT
    coalesce(a.external_id, m.article_id) AS doc,
    m.* REPLACE (
        list_transform(
            m.more_evidence,
            lambda s: {'start': s."start", 'end': s."end", 'text': substring(a."text", s."start" + 1, s."end" - s."start")}
        ) AS more_evidence
    ),
    CASE
        WHEN len(m.actor_ids) > 0 THEN list_transform(
            m.actor_ids,
            lambda i: {'id': i, 'name_en': n.book[i].en, 'name_ar': n.book[i].ar, 'text': m.actor_text}
        )
        WHEN m.actor_text IS NOT NULL
            THEN [{'id': NULL::VARCHAR, 'name_en': NULL::VARCHAR, 'name_ar': NULL::VARCHAR, 'text': m.actor_text}]
        ELSE []
    END AS actors,
    CASE
        WHEN len(m.target_ids) > 0 THEN list_transform(
            m.target_ids,
            lambda i: {'id': i, 'name_en': n.book[i].en, 'name_ar': n.book[i].ar, 'text': m.target_text}
        )
        WHEN m.target_text IS NOT NULL
            THEN [{'id': NULL::VARCHAR, 'name_en': NULL::VARCHAR, 'name_ar': NULL::VARCHAR, 'text': m.target_text}]
        ELSE []
    END AS targets,
    CASE
        WHEN m.weapon_id IS NOT NULL OR m.weapon_text IS NOT NULL
            THEN {
                'id': m.weapon_id, 'name_en': n.book[m.weapon_id].en, 'name_ar': n.book[m.weapon_id].ar,
                'text': m.weapon_text
            }
    END AS weapon,
    coalesce(q.quantities, []) AS quantities,
    coalesce(c.claims, []) AS claims
FROM mention m
CROSS JOIN names n
LEFT JOIN article a ON a.article_id = m.article_id
LEFT JOIN counted q ON q.mention_id = m.mention_id
LEFT JOIN claimed c ON c.mention_id = m.mention_id
ORDER BY doc, m.evidence_start, m.mention_id

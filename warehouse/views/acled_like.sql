-- What would the events look like in the columns of ACLED, in their order? Columns only: none of ACLED's data, rules of our own.
-- event_id_cnty: Country code and our event id
-- time_precision: 1 day, 2 week, 3 month or more
-- geo_precision: 1 exact or near, 2 district, 3 province or larger
-- inter1: Not coded here
-- fatalities: Lowest number of killed that is claimed; empty where none is told, never zero by silence
-- notes: The words of the reports
-- tags: Status, range of killed, who denies it
WITH names AS (SELECT map_from_entries(list((entity_id, name_en))) AS book FROM entity),
told AS (
    SELECT
        em.event_id,
        string_agg(DISTINCT coalesce(s.name_en, a.source_id, a.external_id), '; ' ORDER BY coalesce(s.name_en, a.source_id, a.external_id)) AS outlets,
        string_agg(DISTINCT m.evidence, ' | ' ORDER BY m.evidence) AS words
    FROM event_mention em
    JOIN mention m ON m.mention_id = em.mention_id
    LEFT JOIN article a ON a.article_id = m.article_id
    LEFT JOIN source s ON s.source_id = a.source_id
    GROUP BY em.event_id
)
SELECT
    concat(e.country, e.event_id) AS event_id_cnty,
    e.date_start AS event_date,
    year(e.date_start) AS "year",
    CASE WHEN e.date_precision = 1 THEN 1 WHEN e.date_precision <= 3 THEN 2 WHEN e.date_precision IS NOT NULL THEN 3 END AS time_precision,
    CASE
        WHEN e.sub_event_type = 'Excessive force against protesters' THEN 'Political violence; Demonstrations'
        WHEN e.event_type = 'Protests' OR e.sub_event_type = 'Violent demonstration' THEN 'Demonstrations'
        WHEN e.event_type = 'Strategic developments' THEN 'Strategic developments'
        ELSE 'Political violence'
    END AS disorder_type,
    e.event_type,
    e.sub_event_type,
    coalesce(n.book[e.actor_ids[1]], e.actor_ids[1]) AS actor1,
    nullif(array_to_string(list_transform(e.actor_ids[2:], lambda i: coalesce(n.book[i], i)), '; '), '') AS assoc_actor_1,
    NULL::BIGINT AS inter1,
    coalesce(n.book[e.target_ids[1]], e.target_ids[1]) AS actor2,
    nullif(array_to_string(list_transform(e.target_ids[2:], lambda i: coalesce(n.book[i], i)), '; '), '') AS assoc_actor_2,
    NULL::BIGINT AS inter2,
    NULL::BIGINT AS interaction,
    CASE WHEN list_contains(e.target_ids, 'actor:civilians') THEN 'Civilian targeting' END AS civilian_targeting,
    NULL::BIGINT AS iso,
    NULL::VARCHAR AS region,
    e.country,
    e.admin1,
    NULL::VARCHAR AS admin2,
    NULL::VARCHAR AS admin3,
    e.place_name_en AS "location",
    e.lat AS latitude,
    e.lon AS longitude,
    CASE WHEN e.place_precision <= 2 THEN 1 WHEN e.place_precision = 3 THEN 2 WHEN e.place_precision IS NOT NULL THEN 3 END AS geo_precision,
    t.outlets AS source,
    NULL::VARCHAR AS source_scale,
    t.words AS notes,
    e.killed_low AS fatalities,
    concat_ws('; ', e.status, 'killed ' || coalesce(e.killed_low::VARCHAR, '?') || '-' || coalesce(e.killed_high::VARCHAR, '?'),
        'denied by ' || nullif(array_to_string(list_transform(e.deniers, lambda i: coalesce(n.book[i], i)), ', '), '')) AS tags,
    NULL::BIGINT AS "timestamp"
FROM event e
CROSS JOIN names n
LEFT JOIN told t ON t.event_id = e.event_id
WHERE e.kind = 'physical' AND e.status IN ('reported', 'corroborated', 'contested') AND e.parent_event_id IS NULL
ORDER BY e.date_start, e.event_id

-- What would the events look like in the columns of UCDP GED, in their order? Columns only: none of UCDP's data, rules of our own.
-- relid: Our event id
-- type_of_violence: Not coded here
-- number_of_sources: Distinct texts after copies are put together
-- event_clarity: 1 where day and district are known, else 2
-- best: Number of killed that most independent origins give; empty where none is told
-- deaths_unknown: As best: sides of the dead are not coded here
-- priogrid_gid: Cell of the PRIO grid of half a degree that holds the point
WITH names AS (SELECT map_from_entries(list((entity_id, name_en))) AS book FROM entity),
told AS (
    SELECT
        em.event_id,
        string_agg(DISTINCT a.title, '; ' ORDER BY a.title) AS headlines,
        string_agg(DISTINCT coalesce(s.name_en, a.source_id), '; ' ORDER BY coalesce(s.name_en, a.source_id)) AS outlets,
        string_agg(DISTINCT strftime(a.published_at, '%Y-%m-%d'), '; ' ORDER BY strftime(a.published_at, '%Y-%m-%d')) AS days,
        string_agg(DISTINCT a.url, '; ' ORDER BY a.url) AS addresses,
        string_agg(DISTINCT m.place_text, '; ' ORDER BY m.place_text) AS places
    FROM event_mention em
    JOIN mention m ON m.mention_id = em.mention_id
    LEFT JOIN article a ON a.article_id = m.article_id
    LEFT JOIN source s ON s.source_id = a.source_id
    GROUP BY em.event_id
)
SELECT
    row_number() OVER (ORDER BY e.date_start, e.event_id) AS id,
    e.event_id AS relid,
    year(e.date_start) AS "year",
    NULL::BIGINT AS active_year,
    'Automatic' AS code_status,
    NULL::BIGINT AS type_of_violence,
    NULL::BIGINT AS conflict_dset_id,
    NULL::BIGINT AS conflict_new_id,
    NULL::VARCHAR AS conflict_name,
    NULL::BIGINT AS dyad_dset_id,
    NULL::BIGINT AS dyad_new_id,
    NULL::VARCHAR AS dyad_name,
    NULL::BIGINT AS side_a_dset_id,
    NULL::BIGINT AS side_a_new_id,
    nullif(array_to_string(list_transform(e.actor_ids, lambda i: coalesce(n.book[i], i)), ', '), '') AS side_a,
    NULL::BIGINT AS side_b_dset_id,
    NULL::BIGINT AS side_b_new_id,
    nullif(array_to_string(list_transform(e.target_ids, lambda i: coalesce(n.book[i], i)), ', '), '') AS side_b,
    e.n_texts AS number_of_sources,
    t.addresses AS source_article,
    t.outlets AS source_office,
    t.days AS source_date,
    t.headlines AS source_headline,
    nullif(array_to_string(list_transform(e.claimants, lambda i: coalesce(n.book[i], i)), '; '), '') AS source_original,
    e.place_precision AS where_prec,
    e.place_name_en AS where_coordinates,
    t.places AS where_description,
    e.admin1 AS adm_1,
    NULL::VARCHAR AS adm_2,
    e.lat AS latitude,
    e.lon AS longitude,
    CASE WHEN e.lat IS NOT NULL THEN concat('POINT (', e.lon, ' ', e.lat, ')') END AS geom_wkt,
    (floor((e.lat + 90) * 2) * 720 + floor((e.lon + 180) * 2) + 1)::BIGINT AS priogrid_gid,
    e.country,
    NULL::BIGINT AS country_id,
    NULL::VARCHAR AS region,
    CASE WHEN e.date_precision = 1 AND e.place_precision <= 3 THEN 1 ELSE 2 END AS event_clarity,
    e.date_precision AS date_prec,
    e.date_start,
    e.date_end,
    NULL::BIGINT AS deaths_a,
    NULL::BIGINT AS deaths_b,
    NULL::BIGINT AS deaths_civilians,
    e.killed_best AS deaths_unknown,
    e.killed_best AS best,
    e.killed_high AS high,
    e.killed_low AS low,
    NULL::BIGINT AS gwnoa,
    NULL::BIGINT AS gwnob
FROM event e
CROSS JOIN names n
LEFT JOIN told t ON t.event_id = e.event_id
WHERE e.kind = 'physical' AND e.status IN ('reported', 'corroborated', 'contested') AND e.parent_event_id IS NULL
ORDER BY id

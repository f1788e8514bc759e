-- What does each article report, and who is said to assert or deny it?
-- asserted_by: Claimants that assert or confirm the whole mention: entity ids, else the words that name them
-- denied_by: Claimants that deny it or doubt it, likewise
-- n_claims: Claims about the mention or one of its fields
-- external_id: Id that the input gave the article
-- source_id: Outlet or archive it was read from
-- title: Headline of the article
SELECT
    m.*,
    a.external_id,
    a.source_id,
    a.title,
    coalesce(c.asserted_by, []) AS asserted_by,
    coalesce(c.denied_by, []) AS denied_by,
    coalesce(c.n_claims, 0) AS n_claims
FROM mention m
LEFT JOIN article a ON a.article_id = m.article_id
LEFT JOIN (
    SELECT
        mention_id,
        list(DISTINCT coalesce(source_entity_id, source_text) ORDER BY coalesce(source_entity_id, source_text))
            FILTER (stance IN ('asserts', 'confirms') AND field IS NULL) AS asserted_by,
        list(DISTINCT coalesce(source_entity_id, source_text) ORDER BY coalesce(source_entity_id, source_text))
            FILTER (stance IN ('denies', 'doubts') AND field IS NULL) AS denied_by,
        count(*) AS n_claims
    FROM claim
    GROUP BY mention_id
) c ON c.mention_id = m.mention_id

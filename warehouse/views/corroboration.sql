-- How well is each event supported: how many reports, texts and origins, and how many of the texts are copies?
-- copies: Articles that repeat a text which another article of the event has
-- outlets: Distinct sources that printed it
-- named_claimants: Claimants with a name
SELECT
    e.event_id,
    e.sub_event_type,
    e.date_start,
    e.place_name_en,
    e.place_name_ar,
    e.status,
    e.n_reports,
    e.n_texts,
    e.n_origins,
    count(DISTINCT m.article_id) FILTER (s.role IN ('copy', 'excerpt')) AS copies,
    count(DISTINCT a.source_id) AS outlets,
    len(list_filter(e.claimants, lambda c: starts_with(c, 'actor:'))) AS named_claimants,
    e.claimants,
    e.deniers
FROM event e
JOIN event_mention em ON em.event_id = e.event_id
JOIN mention m ON m.mention_id = em.mention_id
LEFT JOIN article a ON a.article_id = m.article_id
LEFT JOIN story s ON s.article_id = m.article_id
GROUP BY ALL
ORDER BY e.n_origins DESC, e.n_reports DESC, e.event_id

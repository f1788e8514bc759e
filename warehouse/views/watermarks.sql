-- How far has each source come, and how much of it came late or was edited?
-- source_id: Source; null for what was read without one
-- newest: Publication of its newest article
-- watermark: 72 hours before that; what is published before it and comes now is late, and is taken all the same
-- late: Articles that were captured more than 72 hours after their publication
-- revisions: Articles that replace an earlier text at the same address
-- open_articles: Articles that are not settled yet
-- settled_until: Day before its oldest open article; null where nothing is open
SELECT
    a.source_id,
    count(*) AS articles,
    max(a.published_at) AS newest,
    max(a.published_at) - INTERVAL 72 HOUR AS watermark,
    count(*) FILTER (a.captured_at > a.published_at + INTERVAL 72 HOUR) AS late,
    count(a.revision_of) AS revisions,
    count(*) FILTER (s.state IS DISTINCT FROM 'settled') AS open_articles,
    (min(a.published_day) FILTER (s.state IS DISTINCT FROM 'settled') - 1)::DATE AS settled_until
FROM article a
LEFT JOIN story s ON s.article_id = a.article_id
GROUP BY a.source_id
ORDER BY newest DESC NULLS LAST, a.source_id

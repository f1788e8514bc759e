-- What happened, newest first, with its range of casualties and who says so?
-- final: No report of it is open; four days after its last report, and again four days after a late one
-- reports: Evidence of each report: article, outlet, date of publication and the words
SELECT
    e.*,
    u.event_id IS NULL AS final,
    coalesce(r.reports, []) AS reports
FROM event e
LEFT JOIN (
    SELECT
        em.event_id,
        list(
            {
                'mention_id': m.mention_id,
                'article_id': m.article_id,
                'source_id': a.source_id,
                'title': a.title,
                'published_at': a.published_at,
                'url': a.url,
                'evidence': m.evidence
            }
            ORDER BY a.published_at, m.mention_id
        ) AS reports
    FROM event_mention em
    JOIN mention m ON m.mention_id = em.mention_id
    LEFT JOIN article a ON a.article_id = m.article_id
    GROUP BY em.event_id
) r ON r.event_id = e.event_id
LEFT JOIN unsettled u ON u.event_id = e.event_id
ORDER BY e.date_start DESC NULLS LAST, e.event_id

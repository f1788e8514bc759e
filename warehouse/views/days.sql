-- Which days are settled, so that the counts of their events are final?
-- articles: Articles published on the day
-- open_articles: Articles of the day that are not settled yet: younger than four days, or late and not looked at since
-- late: Articles that were captured more than 72 hours after their publication
-- revisions: Articles that replace an earlier text at the same address
-- events: Physical events whose first day it is
-- open_events: Those of them that may still change
-- final: Neither an article nor an event of the day is open; a late article opens it again until it is settled too
WITH read AS (
    SELECT
        a.published_day AS "day",
        count(*) AS articles,
        count(*) FILTER (s.state IS DISTINCT FROM 'settled') AS open_articles,
        count(*) FILTER (a.captured_at > a.published_at + INTERVAL 72 HOUR) AS late,
        count(a.revision_of) AS revisions
    FROM article a
    LEFT JOIN story s ON s.article_id = a.article_id
    GROUP BY a.published_day
),
happened AS (
    SELECT e.date_start AS "day", count(*) AS events, count(u.event_id) AS open_events
    FROM event e
    LEFT JOIN unsettled u ON u.event_id = e.event_id
    WHERE e.kind = 'physical'
    GROUP BY e.date_start
)
SELECT
    coalesce(r."day", h."day") AS "day",
    coalesce(r.articles, 0) AS articles,
    coalesce(r.open_articles, 0) AS open_articles,
    coalesce(r.late, 0) AS late,
    coalesce(r.revisions, 0) AS revisions,
    coalesce(h.events, 0) AS events,
    coalesce(h.open_events, 0) AS open_events,
    coalesce(r.open_articles, 0) + coalesce(h.open_events, 0) = 0 AS final
FROM read r
FULL JOIN happened h ON h."day" = r."day"
WHERE coalesce(r."day", h."day") IS NOT NULL
ORDER BY "day" DESC

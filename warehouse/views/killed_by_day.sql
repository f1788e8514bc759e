-- How many are said to be killed on each day in each country, counting every total once?
-- killed_low: Sum of the lowest figures
-- killed_best: Sum of the figures that most origins give
-- killed_high: Sum of the highest figures; null where one of them is open
-- contested: Events among them that are disputed
-- open_events: Events among them that may still change: a report is younger than four days or came late
-- final: None of them may
SELECT
    date_start AS "day",
    country,
    count(*) AS events,
    sum(killed_low)::BIGINT AS killed_low,
    sum(killed_best)::BIGINT AS killed_best,
    CASE WHEN count(*) = count(killed_high) THEN sum(killed_high)::BIGINT END AS killed_high,
    count(*) FILTER (status = 'contested') AS contested,
    count(u.event_id) AS open_events,
    count(u.event_id) = 0 AS final
FROM event
LEFT JOIN unsettled u USING (event_id)
WHERE kind = 'physical'
    AND status IN ('reported', 'corroborated', 'contested')
    AND parent_event_id IS NULL
    AND (killed_low IS NOT NULL OR killed_high IS NOT NULL)
GROUP BY date_start, country
ORDER BY "day" NULLS LAST, country

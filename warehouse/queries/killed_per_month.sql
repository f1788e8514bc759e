-- How many are said to be killed per month and country, as a range, every total counted once?
SELECT date_trunc('month', "day")::DATE AS "month", country, sum(events)::BIGINT AS events,
    sum(killed_low)::BIGINT AS killed_low,
    CASE WHEN count(*) = count(killed_high) THEN sum(killed_high)::BIGINT END AS killed_high
FROM killed_by_day
GROUP BY ALL
ORDER BY "month" NULLS LAST, country

-- How many events were there on each day, and how many of them are disputed?
-- day: First day of the events; null for those without a date
-- contested: Events that somebody asserts and somebody denies, or that nobody named asserts
-- killed_low: Sum of the lowest figures of events that happened and are no part of a total; null where none is told
-- killed_high: Sum of the highest figures; null where one of them is open
-- untold: Events that tell no number of killed
-- final: None of the events may still change: all their reports are settled
SELECT
    date_start AS "day",
    count(*) AS events,
    count(*) FILTER (status IN ('contested', 'denied')) AS contested,
    sum(killed_low) FILTER (counted)::BIGINT AS killed_low,
    CASE
        WHEN count(*) FILTER (counted AND killed_low IS NOT NULL AND killed_high IS NULL) = 0
            THEN sum(killed_high) FILTER (counted)::BIGINT
    END AS killed_high,
    count(*) FILTER (killed_low IS NULL AND killed_high IS NULL) AS untold,
    bool_and(settled) AS final
FROM (
    SELECT
        event.*,
        status NOT IN ('denied', 'planned', 'background') AND parent_event_id IS NULL AS counted,
        u.event_id IS NULL AS settled
    FROM event
    LEFT JOIN unsettled u ON u.event_id = event.event_id
    WHERE kind = 'physical'
)
GROUP BY date_start
ORDER BY "day" NULLS LAST

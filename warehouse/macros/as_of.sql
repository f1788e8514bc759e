-- What did the lake say of events at a moment (UTC), whatever was learnt since? as_of(moment)
-- Today's events with every later change undone, newest first: of each column the oldest value that was replaced after
-- the moment counts. Events created later are left out; those that were merged or removed since are there again.
CREATE MACRO as_of(moment) AS TABLE
WITH later AS (
    SELECT h.event_id, h.change, h.before, b.finished_at
    FROM event_history h
    JOIN batch b ON b.batch_id = h.batch_id
    WHERE h.change <> 'split' AND b.finished_at > CAST(moment AS TIMESTAMP WITH TIME ZONE)
),
first_change AS (
    SELECT event_id, arg_min(change, finished_at) AS change FROM later GROUP BY event_id
),
keys AS (
    SELECT event_id, finished_at, before, unnest(json_keys(before)) AS name FROM later WHERE before IS NOT NULL
),
undone AS (
    SELECT event_id, json_group_object(name, value) AS columns
    FROM (
        SELECT event_id, name, arg_min(json_extract(before, '$.' || name), finished_at) AS value
        FROM keys
        GROUP BY event_id, name
    ) AS replaced
    GROUP BY event_id
),
held AS (
    SELECT coalesce(e.event_id, f.event_id) AS event_id, to_json(e) AS columns, f.change
    FROM event e
    FULL JOIN first_change f ON f.event_id = e.event_id
)
SELECT *
FROM (
    SELECT unnest(json_transform(json_merge_patch(coalesce(h.columns, '{}'), coalesce(u.columns, '{}')), {event columns}))
    FROM held h
    LEFT JOIN undone u ON u.event_id = h.event_id
    WHERE h.change IS NULL OR h.change <> 'created'
) AS state
ORDER BY date_start DESC NULLS LAST, event_id

-- What changed in events, when, and in which batch?
-- change: created, changed, merged, split or removed
-- before: Changed columns before, JSON
-- after: Changed columns after, JSON
SELECT
    b.finished_at AS changed_at,
    h.change,
    h.event_id,
    e.sub_event_type,
    e.date_start,
    e.place_name_en,
    e.place_name_ar,
    h."before",
    h."after",
    b.label AS batch,
    h.batch_id
FROM event_history h
LEFT JOIN batch b ON b.batch_id = h.batch_id
LEFT JOIN event e ON e.event_id = h.event_id
ORDER BY changed_at DESC NULLS LAST, h.event_id

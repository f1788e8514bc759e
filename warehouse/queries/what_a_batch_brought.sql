-- What did each batch read and store?
SELECT finished_at, label, n_in, n_stored, n_duplicate, n_quarantined, n_mentions, n_events, duration_s
FROM batch
ORDER BY finished_at DESC, batch_id

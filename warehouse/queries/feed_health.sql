-- Which feeds fail or are silent for longer than three times their usual gap?
SELECT source_id, feed_url, last_success_at, last_new_item_at, n_errors, last_error
FROM feed_state
WHERE NOT retired AND (n_errors > 0 OR date_diff('second', last_new_item_at, last_attempt_at) > 3 * median_gap_s)
ORDER BY n_errors DESC, source_id, feed_url

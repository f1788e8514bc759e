-- How the runs went, in one row
SELECT
    (SELECT count(*) FROM batch) AS n_batches,
    (SELECT max(finished_at) FROM batch) AS last_batch_at,
    (SELECT coalesce(sum(n_in), 0)::BIGINT FROM batch) AS n_offered,
    (SELECT coalesce(sum(n_stored), 0)::BIGINT FROM batch) AS n_stored,
    (SELECT coalesce(sum(n_quarantined), 0)::BIGINT FROM batch) AS n_quarantined,
    (SELECT count(*) FROM article) AS n_articles,
    (SELECT count(DISTINCT coalesce(source_id, regexp_extract(url, '^https?://([^/]+)', 1))) FROM article) AS n_outlets,
    (SELECT count(*) FROM feed_state WHERE NOT retired) AS n_feeds,
    (SELECT count(*) FROM feed_state WHERE n_errors > 0 AND NOT retired) AS n_failing_feeds,
    (SELECT list(DISTINCT code_version ORDER BY code_version) FROM batch) AS code_versions,
    (SELECT list(DISTINCT knowledge_hash ORDER BY knowledge_hash) FROM batch) AS knowledge_hashes

-- Why are these reports one event (here: the event with most reports)?
SELECT published_at, source_id, rule_id, because, evidence
FROM why((SELECT event_id FROM event ORDER BY n_reports DESC, event_id LIMIT 1))
ORDER BY published_at NULLS LAST, evidence

-- Which events do at least two independent origins report?
SELECT date_start, sub_event_type, place_name_en, n_origins, n_texts, n_reports, claimants, event_id
FROM corroboration
WHERE n_origins >= 2
ORDER BY n_origins DESC, n_texts DESC, event_id

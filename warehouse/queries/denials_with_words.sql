-- Who denies what, in which words?
SELECT coalesce(claimant_en, claimant) AS claimant, sub_event_type, place_name_en, date_start, evidence, event_id
FROM claims_by_source
WHERE stance IN ('denies', 'doubts')
ORDER BY date_start NULLS LAST, claimant, event_id

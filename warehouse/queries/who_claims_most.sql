-- Who asserts and who denies most happenings, each counted once however often it was printed, and in how many outlets?
SELECT coalesce(claimant_en, claimant) AS claimant,
    count(DISTINCT event_id) FILTER (stance IN ('asserts', 'confirms')) AS asserts,
    count(DISTINCT event_id) FILTER (stance IN ('denies', 'doubts')) AS denies, count(DISTINCT outlet) AS outlets
FROM claims_by_source
WHERE kind = 'physical'
GROUP BY 1
ORDER BY asserts DESC, denies DESC, claimant

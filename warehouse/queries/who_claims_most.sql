-- Who asserts and who denies most, and through how many outlets?
SELECT coalesce(claimant_en, claimant) AS claimant, count(*) FILTER (stance IN ('asserts', 'confirms')) AS asserts,
    count(*) FILTER (stance IN ('denies', 'doubts')) AS denies, count(DISTINCT outlet) AS outlets
FROM claims_by_source
GROUP BY 1
ORDER BY asserts DESC, denies DESC, claimant

-- On which events do sources give numbers of killed that exclude each other, and who gives which, in which words?
SELECT event_id, date_start, place_name_en, "value" AS killed, value_claimants_en AS said_by, value_texts AS texts,
    value_words AS words
FROM (
    SELECT *, try_cast(split_part("value", '..', 1) AS BIGINT) AS low,
        try_cast(CASE WHEN contains("value", '..') THEN split_part("value", '..', 2) ELSE "value" END AS BIGINT) AS high
    FROM contested
    WHERE slot = 'killed'
)
QUALIFY max(low) OVER (PARTITION BY event_id) > min(high) OVER (PARTITION BY event_id)
ORDER BY date_start DESC NULLS LAST, event_id, low NULLS FIRST, killed

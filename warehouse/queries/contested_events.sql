-- What does one side assert and another deny, who are they, and with which words?
SELECT date_start, sub_event_type, place_name_en, killed_low, killed_high, "value" AS side, value_claimants_en AS who,
    value_texts AS texts, value_words AS words, event_id
FROM contested
WHERE status = 'contested' AND slot = 'occurrence'
ORDER BY date_start DESC NULLS LAST, event_id, side

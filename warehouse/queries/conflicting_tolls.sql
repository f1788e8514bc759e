-- On which events do sources give numbers of killed that exclude each other, and who gives which?
SELECT event_id, date_start, place_name_en, "value" AS killed, value_claimants
FROM contested
WHERE slot = 'killed'
ORDER BY date_start DESC NULLS LAST, event_id, killed

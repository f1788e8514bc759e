-- A reader would take a lowest number for a highest
SELECT mention_id AS id, "text" AS found, 'low <= best <= high' AS expected
FROM quantity
WHERE low > high OR best < low OR best > high OR low < 0
UNION ALL
SELECT event_id, 'event', 'low <= best <= high'
FROM event
WHERE killed_low > killed_high OR killed_best NOT BETWEEN killed_low AND killed_high OR injured_low > injured_high
    OR injured_best NOT BETWEEN injured_low AND injured_high

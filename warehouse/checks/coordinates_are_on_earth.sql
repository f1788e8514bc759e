-- A reader would see a dot on the map in the sea at zero or off the map
SELECT mention_id AS id, concat_ws(' ', lat, lon) AS found, '-90..90 -180..180, both or none' AS expected
FROM mention
WHERE (lat IS NULL) != (lon IS NULL) OR lat NOT BETWEEN -90 AND 90 OR lon NOT BETWEEN -180 AND 180 OR (lat = 0 AND lon = 0)
UNION ALL
SELECT event_id, concat_ws(' ', lat, lon), '-90..90 -180..180, both or none'
FROM event
WHERE (lat IS NULL) != (lon IS NULL) OR lat NOT BETWEEN -90 AND 90 OR lon NOT BETWEEN -180 AND 180 OR (lat = 0 AND lon = 0)

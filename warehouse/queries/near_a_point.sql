-- What happened within 50 km of a point (here: Saraqib), nearest first?
SELECT distance_km, date_start, sub_event_type, place_name_en, status, event_id
FROM near(35.86, 36.80, 50)
ORDER BY distance_km, event_id

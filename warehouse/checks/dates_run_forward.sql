-- A reader would place an event after its own end
SELECT mention_id AS id, date_start::VARCHAR AS found, date_end::VARCHAR AS expected FROM mention WHERE date_start > date_end
UNION ALL
SELECT event_id, date_start::VARCHAR, date_end::VARCHAR FROM event WHERE date_start > date_end

-- Which objects (hospitals, schools, markets) are said to be hit?
SELECT object, count(*) AS events, min(date_start) AS first_day, max(date_start) AS last_day
FROM (SELECT unnest(target_objects) AS object, date_start FROM event WHERE status NOT IN ('background', 'planned'))
GROUP BY object
ORDER BY events DESC, object

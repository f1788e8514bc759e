-- Which types of events are reported, how often, and how many of them are disputed?
SELECT event_type, sub_event_type, count(*) AS events, count(*) FILTER (status = 'contested') AS contested
FROM event
GROUP BY ALL
ORDER BY events DESC, event_type, sub_event_type

-- Where is most reported, down to towns?
SELECT country, admin1, place_name_en, place_name_ar, count(*) AS events, sum(killed_low)::BIGINT AS killed_at_least
FROM event
WHERE kind = 'physical' AND status NOT IN ('background', 'planned')
GROUP BY ALL
ORDER BY events DESC, country, place_name_en
LIMIT 50

-- How many civilians, children, women, medics and journalists are said to be killed, mention by mention, with the words?
SELECT m.date_start, m.place_name_en, q.victim_class, q.low, q.best, q.high, q."text" AS words, m.mention_id
FROM quantity q
JOIN mention m ON m.mention_id = q.mention_id
WHERE q.measure = 'killed' AND q.victim_class NOT IN ('all', 'combatant') AND m.status <> 'background'
ORDER BY m.date_start NULLS LAST, m.mention_id, q.victim_class

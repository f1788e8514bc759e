-- Which events may still change, because a report of them is younger than four days or came late?
-- provisional_reports: Reports whose article is not settled yet
SELECT
    em.event_id,
    count(*) AS provisional_reports
FROM story s
JOIN mention m ON m.article_id = s.article_id
JOIN event_mention em ON em.mention_id = m.mention_id
WHERE s.state = 'provisional'
GROUP BY em.event_id

-- Who is said to have done what, how often, and how often is it denied?
SELECT coalesce(n.name_en, actor) AS actor, sub_event_type, count(*) AS events, count(*) FILTER (len(deniers) > 0) AS denied
FROM (
    SELECT unnest(actor_ids) AS actor, sub_event_type, deniers FROM event
    WHERE kind = 'physical' AND status NOT IN ('background', 'planned')
)
LEFT JOIN entity n ON n.entity_id = actor
GROUP BY ALL
ORDER BY events DESC, actor, sub_event_type

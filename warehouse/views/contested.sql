-- Where do sources contradict each other: one denies what another asserts, or their values exclude each other?
-- slot: What they differ on: occurrence, place, target, killed, injured, date, actor; null where a denial has no slot
-- value: The value that these claimants hold
-- value_claimants: Who holds it, entity ids or words
-- value_mention_ids: Mentions that say so
SELECT
    e.event_id,
    e.sub_event_type,
    e.date_start,
    e.date_end,
    e.place_name_en,
    e.place_name_ar,
    e.claimants,
    e.deniers,
    e.killed_low,
    e.killed_high,
    c.slot,
    c.value,
    c.claimants AS value_claimants,
    c.mention_ids AS value_mention_ids
FROM event e
LEFT JOIN (SELECT event_id, unnest(conflicts, recursive := true) FROM event) c ON c.event_id = e.event_id
WHERE e.status = 'contested' OR len(e.conflicts) > 0 OR len(e.deniers) > 0
ORDER BY e.date_start DESC NULLS LAST, e.event_id, c.slot, c.value

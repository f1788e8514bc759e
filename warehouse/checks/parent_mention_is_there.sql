-- A reader who skips parts of an umbrella total would lose their numbers
SELECT mention_id AS id, parent_mention_id AS found, NULL AS expected
FROM mention
WHERE parent_mention_id IS NOT NULL
    AND (parent_mention_id = mention_id OR parent_mention_id NOT IN (SELECT mention_id FROM mention))

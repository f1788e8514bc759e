-- A reader would see a source claim something that no report tells
SELECT c.claim_id AS id, c.mention_id AS found, NULL AS expected
FROM claim c
ANTI JOIN mention m ON m.mention_id = c.mention_id

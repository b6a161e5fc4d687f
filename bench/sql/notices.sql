-- What a person was told, the newest fifty.
-- :rows
SELECT * FROM journal_notice n WHERE n.recipient_id = :person ORDER BY n.created_at DESC, n.id DESC LIMIT 50

-- :count
SELECT count(*) AS count FROM (SELECT 1 FROM journal_notice n WHERE n.recipient_id = :person LIMIT 50) c

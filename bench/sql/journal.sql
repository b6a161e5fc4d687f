-- The journal of the register, the newest fifty entries.
-- :rows
SELECT coalesce(CAST(s.number AS text), '…') AS shown, e.*, y.body, s.number AS sealed, pe.full_name, po.title FROM journal_entry e JOIN journal_payload y ON y.entry_id = e.id
LEFT JOIN journal_seal s ON s.entry_id = e.id LEFT JOIN units_person pe ON pe.id = e.person_id LEFT JOIN units_post po ON po.id = e.post_id
WHERE e.register_id = :register ORDER BY e.id DESC LIMIT 50

-- :head
SELECT number, hash FROM journal_sealhead WHERE register_id = :register

-- :about matters=rows.matter_id
SELECT m.id, m.kind, t.id, t.ordinal, t.clause, substr(t.content, 1, 400), p.number, p.symbol FROM duties_matter m
LEFT JOIN tasks_task t ON t.matter_id = m.id LEFT JOIN documents_document p ON p.id = t.document_id
WHERE m.id IN :matters

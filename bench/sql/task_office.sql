-- The task file for the Office: the task, its units, facts, files, duties, journal, ladders.
-- :rows
SELECT t.*,
  (SELECT coalesce(m.root_id, m.id) FROM duties_matter m WHERE m.id = t.matter_id) AS root, p.number, p.symbol, p.kind, p.abstract, p.issuer, p.signer, p.issued_on, p.urgency,
  pe.full_name, f.name AS field
FROM tasks_task t JOIN documents_document p ON p.id = t.document_id LEFT JOIN units_post po ON po.id = t.monitor_id
LEFT JOIN units_person pe ON pe.id = po.person_id LEFT JOIN units_field f ON f.id = t.field_id
WHERE t.id = :task AND t.register_id = :register

-- :parts
SELECT a.*, u.name FROM tasks_assignment a JOIN units_unit u ON u.id = a.unit_id WHERE a.task_id = :task ORDER BY a.part, u.position, a.id

-- :facts
SELECT k.*, pe.full_name, po.title, u.name FROM tasks_fact k JOIN tasks_assignment a ON a.id = k.assignment_id
LEFT JOIN units_post po ON po.id = k.by_post_id LEFT JOIN units_person pe ON pe.id = po.person_id JOIN units_unit u ON u.id = k.by_unit_id
WHERE a.task_id = :task ORDER BY k.recorded_at, k.id

-- :files
SELECT x.* FROM documents_attachment x WHERE x.document_id IN (
  SELECT document_id FROM tasks_task WHERE id = :task
  UNION SELECT k.document_id FROM tasks_fact k JOIN tasks_assignment a ON a.id = k.assignment_id WHERE a.task_id = :task)

-- :duties matters=rows.matter_id
SELECT d.* FROM duties_duty d WHERE d.matter_id IN :matters ORDER BY d.due_order, d.id

-- :history matters=rows.matter_id roots=rows.root
SELECT e.*, y.body FROM journal_entry e JOIN journal_payload y ON y.entry_id = e.id
WHERE e.root_id IN :roots AND e.matter_id IN :matters ORDER BY e.id DESC LIMIT 41

-- :ladders papers=rows.document_id
SELECT l.*, u.name FROM urging_ladder l JOIN units_unit u ON u.id = l.unit_id WHERE l.document_id IN :papers
  AND EXISTS (SELECT 1 FROM urging_ladderitem i JOIN tasks_assignment a ON a.id = i.assignment_id WHERE i.ladder_id = l.id AND a.task_id = :task)

-- :slips ladders=ladders.id
SELECT s.* FROM urging_slip s WHERE s.ladder_id IN :ladders

-- :urgings papers=rows.document_id
SELECT g.*, u.name FROM urging_urging g JOIN units_unit u ON u.id = g.unit_id WHERE g.directive_id IN :papers

-- The Office asks for the tasks of one monitoring officer whose result waits.
-- :rows
SELECT '/nhiem-vu/' || t.id || '/' AS shown, t.id AS task, substr(t.content, 1, 260) AS content, t.ordinal, t.clause, t.due_on, p.number,
  p.symbol, p.kind, p.issued_on, p.urgency, p.from_superior, pe.full_name, t.closed_at, t.opened_at
FROM tasks_task t JOIN documents_document p ON p.id = t.document_id
LEFT JOIN units_post po ON po.id = t.monitor_id LEFT JOIN units_person pe ON pe.id = po.person_id
WHERE t.register_id = :register AND t.closed_at IS NULL AND t.monitor_id = :post
  AND EXISTS (SELECT 1 FROM tasks_assignment a WHERE a.task_id = t.id AND a.state = 'sent' AND a.part IN ('lead', 'each'))
ORDER BY t.due_order, t.id LIMIT 50

-- :parts tasks=rows.task
SELECT a.task_id, u.short_name, u.name, a.state, a.due_on, a.completed_on, a.part, a.unit_id
FROM tasks_assignment a JOIN units_unit u ON u.id = a.unit_id
WHERE a.task_id IN :tasks AND a.state <> 'ended' ORDER BY u.position, a.id

-- :count
SELECT count(*) AS count FROM (SELECT 1 FROM tasks_task t WHERE t.register_id = :register AND t.closed_at IS NULL AND t.monitor_id = :post
  AND EXISTS (SELECT 1 FROM tasks_assignment a WHERE a.task_id = t.id AND a.state = 'sent' AND a.part IN ('lead', 'each')) LIMIT 1001) c

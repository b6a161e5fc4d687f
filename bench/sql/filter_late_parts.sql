-- Everything that is overdue and not done, a line for each unit: what the number on the dashboard opens.
-- :rows
SELECT '/nhiem-vu/' || t.id || '/' AS shown, t.id AS task, substr(t.content, 1, 260) AS content, t.ordinal, t.clause, t.due_on, p.number,
  p.symbol, p.kind, p.issued_on, p.urgency, p.from_superior, pe.full_name, t.closed_at, t.opened_at, u.short_name, u.name, a.state, a.due_on, a.completed_on, a.part, a.unit_id
FROM tasks_assignment a JOIN tasks_task t ON t.id = a.task_id JOIN units_unit u ON u.id = a.unit_id JOIN documents_document p ON p.id = t.document_id
LEFT JOIN units_post po ON po.id = t.monitor_id LEFT JOIN units_person pe ON pe.id = po.person_id
WHERE t.register_id = :register AND a.closed_at IS NULL AND a.part IN ('lead', 'each') AND a.state IN ('not_started', 'in_progress', 'returned')
  AND a.due_on < :today
ORDER BY t.due_order, a.id LIMIT 50

-- :count
SELECT count(*) AS count FROM (SELECT 1 FROM tasks_assignment a JOIN tasks_task t ON t.id = a.task_id JOIN units_unit u ON u.id = a.unit_id WHERE t.register_id = :register AND a.closed_at IS NULL AND a.part IN ('lead', 'each') AND a.state IN ('not_started', 'in_progress', 'returned')
  AND a.due_on < :today LIMIT 1001) c

-- The beginning of a document's number and symbol: the document itself first, then what begins so, then the words of it.
-- :rows
SELECT '/nhiem-vu/' || t.id || '/' AS shown, t.id AS task, substr(t.content, 1, 260) AS content, t.ordinal, t.clause, t.due_on, p.number,
  p.symbol, p.kind, p.issued_on, p.urgency, p.from_superior, pe.full_name, t.closed_at, t.opened_at
FROM (
  SELECT id FROM (SELECT t.id FROM tasks_task t WHERE t.register_id = :register AND t.id IN (SELECT rowid FROM tasks_search WHERE tasks_search MATCH :words)
    ORDER BY t.opened_at DESC, t.id DESC LIMIT 1001) a
  UNION SELECT id FROM (SELECT t.id FROM tasks_task t JOIN documents_document p ON p.id = t.document_id
    WHERE t.register_id = :register AND p.symbol_key >= :key AND p.symbol_key < :key || char(1114111) ORDER BY t.opened_at DESC, t.id DESC LIMIT 1001) b) n
JOIN tasks_task t ON t.id = n.id JOIN documents_document p ON p.id = t.document_id
LEFT JOIN units_post po ON po.id = t.monitor_id LEFT JOIN units_person pe ON pe.id = po.person_id
ORDER BY CASE WHEN p.symbol_key = :key OR p.symbol_key LIKE :key || '/%' THEN 4
  WHEN p.symbol_key LIKE :key || '%' OR p.symbol_key LIKE '%/' || :key || '%' THEN 3 ELSE 0 END DESC, t.opened_at DESC, t.id DESC
LIMIT 50

-- :parts tasks=rows.task
SELECT a.task_id, u.short_name, u.name, a.state, a.due_on, a.completed_on, a.part, a.unit_id
FROM tasks_assignment a JOIN units_unit u ON u.id = a.unit_id
WHERE a.task_id IN :tasks AND a.state <> 'ended' ORDER BY u.position, a.id

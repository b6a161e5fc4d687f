-- Two words, typed with their marks: of the newest thousand hits those that are spelled so first, then the newest.
-- :rows
SELECT '/nhiem-vu/' || t.id || '/' AS shown, t.id AS task, substr(t.content, 1, 260) AS content, t.ordinal, t.clause, t.due_on, p.number,
  p.symbol, p.kind, p.issued_on, p.urgency, p.from_superior, pe.full_name, t.closed_at, t.opened_at
FROM (
  SELECT t.id FROM tasks_audience v JOIN tasks_task t ON t.id = v.task_id WHERE v.unit_id = :unit AND t.id IN (SELECT rowid FROM tasks_search WHERE tasks_search MATCH :words)
  ORDER BY t.opened_at DESC, t.id DESC LIMIT 1000) n
JOIN tasks_task t ON t.id = n.id JOIN documents_document p ON p.id = t.document_id
LEFT JOIN units_post po ON po.id = t.monitor_id LEFT JOIN units_person pe ON pe.id = po.person_id
ORDER BY CASE WHEN t.spelled LIKE '%' || :spelled || '%' THEN 2
  WHEN t.spelled LIKE '%' || :first || '%' AND t.spelled LIKE '%' || :second || '%' THEN 1 ELSE 0 END DESC, t.opened_at DESC, t.id DESC
LIMIT 50

-- :count
SELECT count(*) AS count FROM (SELECT 1 FROM tasks_audience v JOIN tasks_task t ON t.id = v.task_id WHERE v.unit_id = :unit AND t.id IN (SELECT rowid FROM tasks_search WHERE tasks_search MATCH :words) LIMIT 1001) c

-- :parts tasks=rows.task
SELECT a.task_id, u.short_name, u.name, a.state, a.due_on, a.completed_on, a.part, a.unit_id
FROM tasks_assignment a JOIN units_unit u ON u.id = a.unit_id
WHERE a.task_id IN :tasks AND a.state <> 'ended' ORDER BY u.position, a.id

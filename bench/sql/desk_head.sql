-- The desk of the head of the Office: eight duties of each kind, the numbers of the register, the worst units.
-- :rows
SELECT CASE m.kind WHEN 'task' THEN '/nhiem-vu/' || t.id || '/' WHEN 'ladder' THEN '/van-ban/' || l.document_id || '/'
    WHEN 'directive' THEN '/van-ban/' || x.id || '/' ELSE '/cho-cap-nhat/' END AS shown,
  d.id AS duty, d.kind, d.due_on, d.article, d.reading, d.trace, t.id AS task, l.id AS ladder,
  substr(coalesce(t.content, q.abstract, x.abstract), 1, 400) AS content, coalesce(p.number, q.number, x.number, e.number) AS number,
  coalesce(p.symbol, q.symbol, x.symbol, e.symbol) AS symbol, u.name AS unit
FROM (
  SELECT * FROM (SELECT 0 AS place, d.* FROM duties_duty d
    WHERE d.closed_at IS NULL AND d.holder_unit_id = :unit AND d.register_id = :register AND d.kind = 'issue_slip'
    ORDER BY d.due_order, d.id LIMIT 8) k0
  UNION ALL SELECT * FROM (SELECT 1 AS place, d.* FROM duties_duty d
    WHERE d.closed_at IS NULL AND d.holder_unit_id = :unit AND d.register_id = :register AND d.kind = 'correct_return'
    ORDER BY d.due_order, d.id LIMIT 8) k1
  UNION ALL SELECT * FROM (SELECT 2 AS place, d.* FROM duties_duty d
    WHERE d.closed_at IS NULL AND d.holder_unit_id = :unit AND d.register_id = :register AND d.kind = 'appraise'
    ORDER BY d.due_order, d.id LIMIT 8) k2
  UNION ALL SELECT * FROM (SELECT 3 AS place, d.* FROM duties_duty d
    WHERE d.closed_at IS NULL AND d.holder_unit_id = :unit AND d.register_id = :register AND d.kind = 'enter_directive'
    ORDER BY d.due_order, d.id LIMIT 8) k3) d
JOIN duties_matter m ON m.id = d.matter_id
LEFT JOIN tasks_task t ON t.matter_id = m.id LEFT JOIN documents_document p ON p.id = t.document_id
LEFT JOIN urging_ladder l ON l.matter_id = m.id LEFT JOIN documents_document q ON q.id = l.document_id
LEFT JOIN units_unit u ON u.id = l.unit_id LEFT JOIN documents_document x ON x.matter_id = m.id
LEFT JOIN documents_expecteddocument e ON e.matter_id = m.id
ORDER BY d.place, d.due_order, d.id

-- :count_kinds
SELECT d.kind AS name, count(*) AS n FROM duties_duty d
WHERE d.closed_at IS NULL AND d.holder_unit_id = :unit AND d.register_id = :register AND d.kind IN ('issue_slip', 'correct_return', 'appraise', 'enter_directive')
GROUP BY d.kind

-- :parts tasks=rows.task
SELECT a.task_id, a.state, a.due_on, a.completed_on, u.name FROM tasks_assignment a JOIN units_unit u ON u.id = a.unit_id
WHERE a.task_id IN :tasks AND a.state IN ('sent', 'returned')

-- :owed ladders=rows.ladder
SELECT i.ladder_id, count(*) AS tasks FROM urging_ladderitem i WHERE i.ladder_id IN :ladders AND i.is_carrying GROUP BY i.ladder_id

-- :slips ladders=rows.ladder
SELECT s.ladder_id, s.id FROM urging_slip s
WHERE s.ladder_id IN :ladders AND s.issued_at IS NULL AND s.withheld_at IS NULL AND s.lapsed_at IS NULL

-- :count_tiles
SELECT count(*) AS open, count(*) FILTER (WHERE state IN ('not_started', 'in_progress', 'returned') AND due_on < :today) AS overdue,
  count(*) FILTER (WHERE state = 'sent') AS waiting,
  count(*) FILTER (WHERE state IN ('not_started', 'in_progress', 'returned') AND due_on BETWEEN :today AND :week_ends) AS week
FROM tasks_span
WHERE register_id = :register AND until IS NULL AND part IN ('lead', 'each') AND state IN ('not_started', 'in_progress', 'returned', 'sent')

-- :worst
SELECT s.unit_id, u.name, s.tasks, s.oldest FROM (
  SELECT unit_id, count(*) AS tasks, min(due_on) AS oldest FROM tasks_span
  WHERE register_id = :register AND until IS NULL AND part IN ('lead', 'each') AND state IN ('not_started', 'in_progress', 'returned')
    AND due_on < :today
  GROUP BY unit_id) s JOIN units_unit u ON u.id = s.unit_id
ORDER BY s.tasks DESC, s.oldest, s.unit_id LIMIT 8

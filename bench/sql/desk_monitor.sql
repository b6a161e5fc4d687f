-- The desk of a monitoring officer: eight duties of each kind, how many there are, the oldest overdue tasks.
-- :rows
SELECT CASE m.kind WHEN 'task' THEN '/nhiem-vu/' || t.id || '/' WHEN 'ladder' THEN '/van-ban/' || l.document_id || '/'
    WHEN 'directive' THEN '/van-ban/' || x.id || '/' ELSE '/cho-cap-nhat/' END AS shown,
  d.id AS duty, d.kind, d.due_on, d.article, d.reading, d.trace, t.id AS task, l.id AS ladder,
  substr(coalesce(t.content, q.abstract, x.abstract), 1, 400) AS content, coalesce(p.number, q.number, x.number, e.number) AS number,
  coalesce(p.symbol, q.symbol, x.symbol, e.symbol) AS symbol, u.name AS unit
FROM (
  SELECT * FROM (SELECT 0 AS place, d.* FROM duties_duty d
    WHERE d.closed_at IS NULL AND d.holder_unit_id = :unit
      AND (d.holder_post_id = :post OR (d.holder_post_id IS NULL AND d.holder_role IN (:role, ''))) AND d.register_id = :register AND d.kind = 'appraise'
    ORDER BY d.due_order, d.id LIMIT 8) k0
  UNION ALL SELECT * FROM (SELECT 1 AS place, d.* FROM duties_duty d
    WHERE d.closed_at IS NULL AND d.holder_unit_id = :unit
      AND (d.holder_post_id = :post OR (d.holder_post_id IS NULL AND d.holder_role IN (:role, ''))) AND d.register_id = :register AND d.kind = 'urge'
    ORDER BY d.due_order, d.id LIMIT 8) k1
  UNION ALL SELECT * FROM (SELECT 2 AS place, d.* FROM duties_duty d
    WHERE d.closed_at IS NULL AND d.holder_unit_id = :unit
      AND (d.holder_post_id = :post OR (d.holder_post_id IS NULL AND d.holder_role IN (:role, ''))) AND d.register_id = :register AND d.kind = 'enter_directive'
    ORDER BY d.due_order, d.id LIMIT 8) k2) d
JOIN duties_matter m ON m.id = d.matter_id
LEFT JOIN tasks_task t ON t.matter_id = m.id LEFT JOIN documents_document p ON p.id = t.document_id
LEFT JOIN urging_ladder l ON l.matter_id = m.id LEFT JOIN documents_document q ON q.id = l.document_id
LEFT JOIN units_unit u ON u.id = l.unit_id LEFT JOIN documents_document x ON x.matter_id = m.id
LEFT JOIN documents_expecteddocument e ON e.matter_id = m.id
ORDER BY d.place, d.due_order, d.id

-- :count_kinds
SELECT d.kind AS name, count(*) AS n FROM duties_duty d
WHERE d.closed_at IS NULL AND d.holder_unit_id = :unit
      AND (d.holder_post_id = :post OR (d.holder_post_id IS NULL AND d.holder_role IN (:role, ''))) AND d.register_id = :register AND d.kind IN ('appraise', 'urge', 'enter_directive')
GROUP BY d.kind

-- :parts tasks=rows.task
SELECT a.task_id, a.state, a.due_on, a.completed_on, u.name FROM tasks_assignment a JOIN units_unit u ON u.id = a.unit_id
WHERE a.task_id IN :tasks AND a.state IN ('sent', 'returned')

-- :owed ladders=rows.ladder
SELECT i.ladder_id, count(*) AS tasks FROM urging_ladderitem i WHERE i.ladder_id IN :ladders AND i.is_carrying GROUP BY i.ladder_id

-- :slips ladders=rows.ladder
SELECT s.ladder_id, s.id FROM urging_slip s
WHERE s.ladder_id IN :ladders AND s.issued_at IS NULL AND s.withheld_at IS NULL AND s.lapsed_at IS NULL

-- :overdue
SELECT '/nhiem-vu/' || t.id || '/' AS shown, a.due_on, a.state, substr(t.content, 1, 200) AS content, t.ordinal, t.clause, p.number,
  p.symbol, u.name
FROM tasks_assignment a JOIN tasks_task t ON t.id = a.task_id JOIN documents_document p ON p.id = t.document_id
JOIN units_unit u ON u.id = a.unit_id
WHERE a.due_on < :today AND a.closed_at IS NULL AND a.part IN ('lead', 'each') AND a.state IN ('not_started', 'in_progress', 'returned')
  AND t.monitor_id = :post AND t.register_id = :register
ORDER BY a.due_on, a.id LIMIT 10

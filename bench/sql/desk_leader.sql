-- The desk of a leader: cases that wait, instructions given, the numbers and the grid of today.
-- :rows
SELECT CASE m.kind WHEN 'task' THEN '/nhiem-vu/' || t.id || '/' WHEN 'ladder' THEN '/van-ban/' || l.document_id || '/'
    WHEN 'directive' THEN '/van-ban/' || x.id || '/' ELSE '/cho-cap-nhat/' END AS shown,
  d.id AS duty, d.kind, d.due_on, d.article, d.reading, d.trace, t.id AS task, l.id AS ladder,
  substr(coalesce(t.content, q.abstract, x.abstract), 1, 400) AS content, coalesce(p.number, q.number, x.number, e.number) AS number,
  coalesce(p.symbol, q.symbol, x.symbol, e.symbol) AS symbol, u.name AS unit
FROM (
  SELECT * FROM (SELECT 0 AS place, d.* FROM duties_duty d
    WHERE d.closed_at IS NULL AND d.holder_unit_id = :unit AND d.register_id = :register AND d.kind = 'instruct'
    ORDER BY d.due_order, d.id LIMIT 8) k0) d
JOIN duties_matter m ON m.id = d.matter_id
LEFT JOIN tasks_task t ON t.matter_id = m.id LEFT JOIN documents_document p ON p.id = t.document_id
LEFT JOIN urging_ladder l ON l.matter_id = m.id LEFT JOIN documents_document q ON q.id = l.document_id
LEFT JOIN units_unit u ON u.id = l.unit_id LEFT JOIN documents_document x ON x.matter_id = m.id
LEFT JOIN documents_expecteddocument e ON e.matter_id = m.id
ORDER BY d.place, d.due_order, d.id

-- :count_kinds
SELECT d.kind AS name, count(*) AS n FROM duties_duty d
WHERE d.closed_at IS NULL AND d.holder_unit_id = :unit AND d.register_id = :register AND d.kind IN ('instruct')
GROUP BY d.kind

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

-- :told
SELECT i.id, i.given_at, i.text, i.follow_up_on, l.id AS ladder, p.number, p.symbol, u.name, pe.full_name
FROM urging_instruction i JOIN urging_ladder l ON l.id = i.ladder_id JOIN documents_document p ON p.id = l.document_id
JOIN units_unit u ON u.id = l.unit_id LEFT JOIN units_post po ON po.id = i.by_post_id LEFT JOIN units_person pe ON pe.id = po.person_id
WHERE l.register_id = :register AND p.purged_at IS NULL ORDER BY i.given_at DESC, i.id DESC LIMIT 8

-- :grid
WITH shown AS (
  SELECT unit_id, n, past, CASE WHEN state = 'done' AND dated THEN 'done' WHEN state IN ('not_started', 'returned') THEN 'not_started'
    ELSE 'in_progress' END AS shown_state
  FROM (
    SELECT unit_id, state, completed_on IS NOT NULL AS dated, count(*) AS n,
      count(*) FILTER (WHERE due_on < CASE WHEN state IN ('done', 'sent') AND completed_on IS NOT NULL THEN completed_on ELSE :day END) AS past
    FROM tasks_span
    WHERE register_id = :register AND part IN ('lead', 'each') AND state IN ('not_started', 'in_progress', 'returned', 'sent', 'done')
      AND since < :day_ends AND until IS NULL
    GROUP BY 1, 2, 3
    UNION ALL SELECT unit_id, state, completed_on IS NOT NULL AS dated, count(*) AS n,
      count(*) FILTER (WHERE due_on < CASE WHEN state IN ('done', 'sent') AND completed_on IS NOT NULL THEN completed_on ELSE :day END) AS past
    FROM tasks_span
    WHERE register_id = :register AND part IN ('lead', 'each') AND state IN ('not_started', 'in_progress', 'returned', 'sent', 'done')
      AND since < :day_ends AND until IS NOT NULL AND until >= :day_ends
    GROUP BY 1, 2, 3) halves)
SELECT c.unit_id, u.name, c.shown_state, c.shown_time, c.n FROM (
  SELECT unit_id, shown_state, 'past' AS shown_time, sum(past) AS n FROM shown GROUP BY 1, 2
  UNION ALL SELECT unit_id, shown_state, 'within', sum(n - past) FROM shown GROUP BY 1, 2) c
JOIN units_unit u ON u.id = c.unit_id
WHERE c.n > 0 ORDER BY u.position, u.sort_key, u.id

-- :given
SELECT u.id, u.name FROM units_unit u
WHERE EXISTS (SELECT 1 FROM tasks_span s WHERE s.register_id = :register AND s.unit_id = u.id AND s.since < :day_ends AND s.part IN ('lead', 'each'))
ORDER BY u.position, u.sort_key, u.id

-- :count_papers
SELECT count(*) AS papers FROM documents_document WHERE register_id = :register AND role = 'directive' AND entered_at < :day_ends

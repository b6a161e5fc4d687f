-- The dashboard: the numbers of the register, the worst units, the grid of today.
-- :count_tiles
SELECT count(*) AS open, count(*) FILTER (WHERE state IN ('not_started', 'in_progress', 'returned') AND due_on < :today) AS overdue,
  count(*) FILTER (WHERE state = 'sent') AS waiting,
  count(*) FILTER (WHERE state IN ('not_started', 'in_progress', 'returned') AND due_on BETWEEN :today AND :week_ends) AS week
FROM tasks_span
WHERE register_id = :register AND until IS NULL AND part <> 'coordinating' AND state IN ('not_started', 'in_progress', 'returned', 'sent')

-- :worst
SELECT s.unit_id, u.name, s.tasks, s.oldest FROM (
  SELECT unit_id, count(*) AS tasks, min(due_on) AS oldest FROM tasks_span
  WHERE register_id = :register AND until IS NULL AND part <> 'coordinating' AND state IN ('not_started', 'in_progress', 'returned')
    AND due_on < :today
  GROUP BY unit_id) s JOIN units_unit u ON u.id = s.unit_id
ORDER BY s.tasks DESC, s.oldest, s.unit_id LIMIT 8

-- :grid
SELECT g.unit_id, u.name, g.shown_state, g.shown_time, g.n FROM (
  SELECT unit_id,
    CASE WHEN state = 'done' AND completed_on IS NOT NULL THEN 'done' WHEN state IN ('not_started', 'returned') THEN 'not_started'
      ELSE 'in_progress' END AS shown_state,
    CASE WHEN due_on < CASE WHEN state IN ('done', 'sent') AND completed_on IS NOT NULL THEN completed_on ELSE :day END THEN 'past'
      ELSE 'within' END AS shown_time,
    count(*) AS n
  FROM tasks_span
  WHERE register_id = :register AND since < :day_ends AND (until IS NULL OR until >= :day_ends) AND part <> 'coordinating'
    AND state <> 'ended'
  GROUP BY 1, 2, 3) g JOIN units_unit u ON u.id = g.unit_id
ORDER BY u.position, u.sort_key, u.id

-- :given
SELECT u.id, u.name FROM units_unit u
WHERE EXISTS (SELECT 1 FROM tasks_span s WHERE s.register_id = :register AND s.unit_id = u.id AND s.since < :day_ends AND s.part <> 'coordinating')
ORDER BY u.position, u.sort_key, u.id

-- :count_papers
SELECT count(*) AS papers FROM documents_document WHERE register_id = :register AND role = 'directive' AND entered_at < :day_ends

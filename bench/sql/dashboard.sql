-- The dashboard: the numbers of the register, the worst units, the grid of today.
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

-- The synthesis of the province (Appendix V) as of the end of a day that is over, and what was recorded later about it.
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

-- :count_later
SELECT count(DISTINCT s.id) AS later FROM tasks_span s JOIN tasks_fact f ON f.assignment_id = s.assignment_id
WHERE s.register_id = :register AND s.since < :day_ends AND s.until >= :day_ends AND s.part <> 'coordinating' AND s.state <> 'ended'
  AND f.recorded_at >= :day_ends
  AND (f.occurred_at < :day_ends OR (f.kind = 'result_sent' AND f.completed_on <= :day) OR f.kind IN ('due_date_moved', 'reopened', 'ended'))

-- The list behind a number of the synthesis: what one unit had not done in time by the end of the day.
-- :rows
SELECT '/nhiem-vu/' || t.id || '/' AS shown, s.*, substr(t.content, 1, 240) AS content, t.ordinal, p.number, p.symbol, u.name
FROM tasks_span s JOIN tasks_task t ON t.id = s.task_id JOIN documents_document p ON p.id = t.document_id JOIN units_unit u ON u.id = s.unit_id
WHERE s.register_id = :register AND s.since < :day_ends AND (s.until IS NULL OR s.until >= :day_ends) AND s.part IN ('lead', 'each')
  AND s.unit_id = :other AND s.state IN ('not_started', 'returned') AND s.due_on < :day
ORDER BY s.since, s.id LIMIT 50

-- :count
SELECT count(*) AS count FROM tasks_span s
WHERE s.register_id = :register AND s.since < :day_ends AND (s.until IS NULL OR s.until >= :day_ends) AND s.part IN ('lead', 'each')
  AND s.unit_id = :other AND s.state IN ('not_started', 'returned') AND s.due_on < :day

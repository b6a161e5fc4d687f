-- The desk of a unit: thirty matters at their nearest date, how many lie in each group, what else is open about them.
-- :rows
SELECT '/nhiem-vu/' || t.id || '/' AS shown, d.matter_id AS matter, d.id AS duty, d.kind, d.due_on, d.article, d.reading,
  d.trace, d.opened_at, substr(t.content, 1, 400) AS content, t.ordinal, t.clause, p.number, p.symbol, p.kind AS paper
FROM duties_duty d JOIN tasks_task t ON t.matter_id = d.matter_id JOIN documents_document p ON p.id = t.document_id
WHERE d.closed_at IS NULL AND d.holder_unit_id = :unit
  AND (d.holder_post_id = :post OR (d.holder_post_id IS NULL AND d.holder_role IN (:role, '')))
  AND NOT EXISTS (
    SELECT 1 FROM duties_duty s
    WHERE s.matter_id = d.matter_id AND s.closed_at IS NULL AND s.holder_unit_id = :unit
      AND (s.holder_post_id = :post OR (s.holder_post_id IS NULL AND s.holder_role IN (:role, '')))
      AND (s.due_order < d.due_order OR (s.due_order = d.due_order AND s.id < d.id)))
ORDER BY d.due_order, d.id LIMIT 30

-- :count_groups
SELECT count(*) FILTER (WHERE due < :today) AS overdue, count(*) FILTER (WHERE due = :today) AS today,
  count(*) FILTER (WHERE due > :today AND due <= :week_ends) AS week, coalesce(sum(fresh), 0) AS fresh
FROM (
  SELECT min(d.due_order) AS due, sum(CASE WHEN d.kind = 'take_over' THEN 1 ELSE 0 END) AS fresh FROM duties_duty d
  WHERE d.closed_at IS NULL AND d.holder_unit_id = :unit
  AND (d.holder_post_id = :post OR (d.holder_post_id IS NULL AND d.holder_role IN (:role, '')))
  GROUP BY d.matter_id) m

-- :others matters=rows.matter duties=rows.duty
SELECT d.matter_id, d.kind, d.due_on, d.article, d.reading, d.trace FROM duties_duty d
WHERE d.matter_id IN :matters AND NOT d.id IN :duties
  AND d.closed_at IS NULL AND d.holder_unit_id = :unit
  AND (d.holder_post_id = :post OR (d.holder_post_id IS NULL AND d.holder_role IN (:role, '')))
ORDER BY d.due_order, d.id

-- :parts matters=rows.matter
SELECT a.id, a.task_id, a.state, a.due_on, a.part FROM tasks_assignment a JOIN tasks_task t ON t.id = a.task_id
WHERE t.matter_id IN :matters AND a.unit_id = :unit AND a.state <> 'ended'

-- :helping
SELECT count(*) AS helping FROM tasks_audience v JOIN tasks_task t ON t.id = v.task_id
WHERE v.unit_id = :unit AND v.reason = 'coordinating' AND t.closed_at IS NULL

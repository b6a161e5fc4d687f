-- Slips that wait for the signature of the head of the Office.
-- :rows
SELECT '/phieu-bao/' || s.id || '/' AS shown, s.*, l.id AS ladder, p.number, p.symbol, u.name FROM urging_slip s JOIN urging_ladder l ON l.id = s.ladder_id
JOIN documents_document p ON p.id = l.document_id JOIN units_unit u ON u.id = l.unit_id
WHERE l.register_id = :register AND p.purged_at IS NULL AND s.issued_at IS NULL AND s.withheld_at IS NULL AND s.lapsed_at IS NULL
ORDER BY s.id LIMIT 50

-- :lines slips=rows.id
SELECT * FROM urging_slipline x WHERE x.slip_id IN :slips

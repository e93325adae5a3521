-- Nothing that rows share reaches from one side to another: no problem, text, specification, renamed design, pair of
-- near texts or repository.
SELECT link, name, list(DISTINCT split ORDER BY split) AS splits, count(*) AS rows, min(row_id) AS first_row
FROM curated.row_links JOIN report.groups USING (row_id)
WHERE split <> 'held_out' GROUP BY link, name HAVING count(DISTINCT split) > 1

-- What rows of different splits share: crossing must be 0 everywhere. shared: things that several rows have in common.
-- parameters:
-- example: quarry sql --query leaks
WITH shared AS (
  SELECT link, name, count(*) AS rows, count(DISTINCT split) AS splits
  FROM curated.row_links JOIN report.groups USING (row_id) WHERE split <> 'held_out' GROUP BY link, name
)
SELECT link, count(*) FILTER (WHERE rows > 1) AS shared, count(*) FILTER (WHERE splits > 1) AS crossing
FROM shared GROUP BY link ORDER BY link

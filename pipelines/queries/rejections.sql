-- Why input rows were not taken.
-- parameters: limit=20
-- example: quarry sql --query rejections
SELECT code, count(*) AS rows, any_value(path ORDER BY path, line) AS first_file, any_value(line ORDER BY path, line) AS first_line,
  any_value(reason ORDER BY path, line) AS example
FROM report.rejected GROUP BY code ORDER BY rows DESC, code LIMIT $limit::INTEGER

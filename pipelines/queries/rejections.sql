-- Why input rows were not taken.
-- parameters: limit=20
-- example: quarry sql --query rejections
SELECT code, count(*) AS rows, arg_min(path, (path, line)) AS first_file, arg_min(line, (path, line)) AS first_line,
  arg_min(reason, (path, line)) AS example
FROM report.rejected GROUP BY code ORDER BY rows DESC, code LIMIT $limit::INTEGER

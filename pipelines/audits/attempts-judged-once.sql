-- An attempt has exactly one row in report.attempts, and a verdict when the pipeline has run.
SELECT attempt_id, count(*) AS rows, any_value(verdict) AS verdict
FROM report.attempts GROUP BY attempt_id HAVING count(*) <> 1 OR any_value(verdict) IS NULL

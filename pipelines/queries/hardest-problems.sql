-- Problems with the lowest share of passes.
-- parameters: domain=all, limit=20
-- example: quarry sql --query hardest-problems --set domain=counter
SELECT problem_id, domain, count(*) AS attempts, count(*) FILTER (WHERE verdict = 'pass') AS passes,
  mode(failure_cause) AS commonest_cause
FROM report.attempts WHERE testbench_sha256 IS NOT NULL AND ($domain = 'all' OR domain = $domain)
GROUP BY problem_id, domain ORDER BY passes / count(*), attempts DESC, problem_id LIMIT $limit::INTEGER

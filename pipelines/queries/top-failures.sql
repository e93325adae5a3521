-- The most frequent causes of failure, of all attempts or of one domain.
-- parameters: domain=all, limit=5
-- example: quarry sql --query top-failures --set domain=fsm
SELECT failure_stage AS stage, failure_cause AS cause, count(*) AS attempts,
  count(DISTINCT problem_id) AS problems, arg_min(message, attempt_id) AS example
FROM report.failures
WHERE $domain = 'all' OR domain = $domain
GROUP BY ALL ORDER BY attempts DESC, stage, cause LIMIT $limit::INTEGER

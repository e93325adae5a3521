-- How many attempts ended with which verdict and evidence.
-- parameters: domain=all
-- example: quarry sql --query verdicts
SELECT verdict, evidence, count(*) AS attempts, count(DISTINCT problem_id) AS problems
FROM report.attempts WHERE $domain = 'all' OR domain = $domain
GROUP BY ALL ORDER BY attempts DESC, verdict

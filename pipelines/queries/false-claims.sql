-- Attempts whose record says otherwise than their re-simulation.
-- parameters: limit=20
-- example: quarry sql --query false-claims
SELECT attempt_id, run_id, problem_id, claimed, verdict, failure_cause AS cause, message
FROM report.attempts WHERE claim_disagrees ORDER BY problem_id, attempt_id LIMIT $limit::INTEGER

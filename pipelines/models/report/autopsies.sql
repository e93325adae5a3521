-- Failed attempts that are proved to be the reference with one mistake in it.
-- grain: one row an attempt whose mistake was found
-- reads: report.attempts, fact.simulations, fact.autopsies, fact.mutant_logs, meta.current
SELECT
  a.attempt_id,                     -- attempt, as in report.attempts
  a.problem_id,                     -- problem that it failed
  a.failure_cause AS cause,         -- cause in the failure taxonomy
  m.operator,                       -- kind of mistake
  m.line,                           -- line of the reference; null: all outputs stand at one level
  m.before_text AS before,          -- that line of the reference
  m.after_text AS after,            -- the line that makes the reference do what the attempt does
  x.how                             -- how they were compared, and what was taken for granted
FROM report.attempts AS a
JOIN fact.simulations AS s ON s.rtl_sha256 = a.rtl_sha256 AND s.testbench_sha256 = a.testbench_sha256
JOIN fact.autopsies AS x USING (simulation_key)
JOIN fact.mutant_logs AS m
  ON m.testbench_sha256 = s.testbench_sha256 AND m.configuration = x.configuration AND m.mutant_id = x.mutant_id
WHERE s.configuration = (SELECT value FROM meta.current WHERE name = 'simulate')
  AND x.configuration = (SELECT value::JSON->>'configuration' FROM meta.current WHERE name = 'strengthen')

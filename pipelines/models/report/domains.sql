-- Weak domains: how often attempts pass, with how much that says.
-- grain: one row a (domain, tier)
-- columns: n, passes, rate, Wilson 95 % interval, distinct problems behind it
-- reads: report.attempts
WITH counted AS (
  SELECT domain, tier, problem_id, verdict = 'pass' AS passed
  FROM report.attempts
  -- Only attempts that a testbench could judge: neither harness faults nor unchecked runs speak for or against a model.
  WHERE verdict IN ('pass', 'fail', 'compile_fail', 'timeout', 'no_rtl')
    AND failure_stage IS DISTINCT FROM 'harness' AND testbench_sha256 IS NOT NULL
), totals AS (
  SELECT domain, tier, count(*) AS n, count(*) FILTER (WHERE passed) AS passes, count(DISTINCT problem_id) AS problems
  FROM counted GROUP BY domain, tier
), wilson AS (
  SELECT *, passes / n AS p, 1.959963984540054 AS z FROM totals
)
SELECT
  domain,                                                       -- design domain
  tier,                                                         -- complexity tier
  n,                                                            -- judged attempts
  passes,                                                       -- of these, passed
  round(p, 4) AS rate,                                          -- passes / n
  round(greatest(0, (p + z*z/(2*n) - z*sqrt(p*(1-p)/n + z*z/(4*n*n))) / (1 + z*z/n)), 4) AS low,
                                                                -- lower end of the Wilson 95 % interval of rate
  round(least(1, (p + z*z/(2*n) + z*sqrt(p*(1-p)/n + z*z/(4*n*n))) / (1 + z*z/n)), 4) AS high,
                                                                -- upper end
  problems                                                      -- distinct problems behind n: few problems say little however large n is
FROM wilson

-- Attempts that pass, compared with their reference by proof: what a testbench let through, with the inputs that show it.
-- grain: one row a passing attempt that was compared with its reference
-- reads: report.attempts, curated.reference_designs, fact.equivalences, meta.current
SELECT
  a.attempt_id,                     -- attempt, as in report.attempts
  a.problem_id,                     -- its problem
  e.verdict AS proof,               -- equivalent | different | undecided
  e.how,                            -- kind of proof with its bound and what it takes for granted, or inputs that show a difference
  e.reference_sha256                -- reference design
FROM report.attempts AS a
JOIN curated.reference_designs AS r USING (attempt_id)
JOIN fact.equivalences AS e ON e.rtl_sha256 = a.rtl_sha256 AND e.reference_sha256 = r.reference_sha256
WHERE a.verdict = 'pass'
  AND e.configuration = (SELECT value::JSON->>'configuration' FROM meta.current WHERE name = 'strengthen')

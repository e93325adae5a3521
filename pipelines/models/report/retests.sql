-- Attempts whose own testbench was missing or weak, with both verdicts: its own and that of a generated testbench.
-- grain: one row an attempt that was tried again
-- reads: curated.retested_attempts, curated.judged_attempts
SELECT
  a.attempt_id,           -- attempt
  a.problem_id,           -- problem
  a.own_verdict,          -- what its own testbench says of it; no_testbench: it has none
  r.verdict,              -- what the generated one says
  r.evidence,             -- how much that proves
  r.origin,               -- generated
  r.testbench_sha256,     -- generated testbench
  a.own_testbench_sha256, -- its own; null: none
  r.samples,              -- samples that the generated testbench compared
  r.mismatches,           -- of these, wrong
  r.failure_cause,        -- why it failed
  r.message               -- the tool's own words
FROM curated.retested_attempts AS r
JOIN curated.judged_attempts AS a USING (attempt_id)

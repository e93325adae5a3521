-- Attempts whose testbench was missing or weak, tried with one generated from their reference.
-- grain: one row an attempt that was tried again
-- columns: attempt_id, testbench_sha256 (the generated one), is_strong, and those of fact.retests
-- reads: curated.weakly_tested, curated.measured_testbenches, fact.retests, meta.current
SELECT w.attempt_id, f.* EXCLUDE (rtl_sha256, configuration), m.is_strong
FROM curated.weakly_tested AS w
JOIN curated.measured_testbenches AS m ON m.design_sha256 = w.reference_sha256 AND m.origin = 'generated'
JOIN fact.retests AS f
  ON f.rtl_sha256 = w.rtl_sha256 AND f.testbench_sha256 = m.testbench_sha256
  AND f.configuration = (SELECT value::JSON->>'configuration' FROM meta.current WHERE name = 'retest')

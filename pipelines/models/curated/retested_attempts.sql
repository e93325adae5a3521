-- Attempts whose testbench was missing or weak, tried with one generated from their reference.
-- grain: one row an attempt that was tried again
-- columns: attempt_id, testbench_sha256 (the generated one), is_strong, and those of fact.retests
-- reads: curated.attempt_inputs, curated.reference_designs, curated.measured_testbenches, fact.retests, meta.current
SELECT i.attempt_id, f.* EXCLUDE (rtl_sha256, configuration), m.is_strong
FROM curated.attempt_inputs AS i
JOIN curated.reference_designs AS r USING (attempt_id)
JOIN curated.measured_testbenches AS m ON m.design_sha256 = r.reference_sha256 AND m.origin = 'generated'
JOIN fact.retests AS f
  ON f.rtl_sha256 = i.rtl_sha256 AND f.testbench_sha256 = m.testbench_sha256
  AND f.configuration = (SELECT value::JSON->>'configuration' FROM meta.current WHERE name = 'retest')

-- Attempts that no testbench has judged well, though their problem has a reference: none, one without a check, or a weak one.
-- grain: one row an attempt with RTL
-- columns: attempt_id, rtl_sha256, reference_sha256
-- reads: curated.attempt_inputs, curated.reference_designs, curated.testbenches, curated.testbench_strength
SELECT i.attempt_id, i.rtl_sha256, r.reference_sha256
FROM curated.attempt_inputs AS i
JOIN curated.reference_designs AS r USING (attempt_id)
LEFT JOIN curated.testbenches AS t ON t.testbench_sha256 = i.testbench_sha256
LEFT JOIN curated.testbench_strength AS s ON s.testbench_sha256 = i.testbench_sha256
WHERE i.rtl_sha256 IS NOT NULL
  AND (i.testbench_sha256 IS NULL OR t.checks IS NOT TRUE OR s.is_strong IS NOT DISTINCT FROM false)

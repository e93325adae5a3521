-- Attempts at problems of protected benchmarks. They may be measured, never exported.
-- grain: one row an attempt that matches a protected benchmark
-- columns: attempt_id, benchmark, problem_id, matched_by (problem | header | instruction | testbench | design)
-- reads: raw.attempts, raw.problem_references, curated.attempt_inputs
WITH protected AS (
  SELECT COALESCE(benchmark, 'registered') AS benchmark, * EXCLUDE (benchmark)
  FROM raw.problem_references WHERE protected
), matches AS (
  SELECT a.attempt_id, p.benchmark, p.problem_id, 1 AS strength, 'problem' AS matched_by
  FROM raw.attempts AS a JOIN protected AS p USING (problem_id)
  UNION ALL
  SELECT i.attempt_id, p.benchmark, p.problem_id, 2, 'design' FROM curated.attempt_inputs AS i
  JOIN protected AS p ON p.design_sha256 = i.rtl_sha256
  UNION ALL
  SELECT i.attempt_id, p.benchmark, p.problem_id, 3, 'testbench' FROM curated.attempt_inputs AS i
  JOIN protected AS p ON p.testbench_sha256 = i.testbench_sha256
  UNION ALL
  SELECT a.attempt_id, p.benchmark, p.problem_id, 4, 'instruction' FROM raw.attempts AS a
  JOIN protected AS p ON p.instruction_sha256 = a.instruction_sha256
  UNION ALL
  SELECT a.attempt_id, p.benchmark, p.problem_id, 5, 'header' FROM raw.attempts AS a
  JOIN protected AS p ON p.header_sha256 = a.header_sha256
)
SELECT DISTINCT ON (attempt_id) attempt_id, benchmark, problem_id, matched_by
FROM matches ORDER BY attempt_id, strength, benchmark, problem_id

-- Every attempt as a possible training row, with the first reason that refuses it.
-- kind: table
-- grain: one row an attempt
-- columns: those of report.attempts that the export needs; problem_key (what groups are made of); instruction_sha256
--          (the attempt's own, else its reference's); refusal (null: may be exported)
-- reads: report.attempts, curated.protected_attempts, raw.problem_references
WITH reference AS (
  SELECT problem_id, arg_min(instruction_sha256, reference_id) AS instruction_sha256,
    arg_min(header_sha256, reference_id) AS header_sha256
  FROM raw.problem_references GROUP BY problem_id
)
SELECT
  a.* EXCLUDE (instruction_sha256, header_sha256),
  COALESCE(a.instruction_sha256, r.instruction_sha256) AS instruction_sha256,
  COALESCE(a.header_sha256, r.header_sha256) AS header_sha256,
  COALESCE(a.problem_id, a.instruction_sha256, a.rtl_sha256) AS problem_key,
  CASE
    WHEN p.attempt_id IS NOT NULL THEN 'protected benchmark ' || p.benchmark || ' (same ' || p.matched_by || ')'
    WHEN a.verdict IS DISTINCT FROM 'pass' THEN 'verdict is ' || COALESCE(a.verdict, 'not known yet')
    WHEN a.failure_stage = 'harness' THEN 'harness fault'
    WHEN COALESCE(a.instruction_sha256, r.instruction_sha256) IS NULL THEN 'no instruction'
  END AS refusal
FROM report.attempts AS a
LEFT JOIN reference AS r USING (problem_id)
LEFT JOIN curated.protected_attempts AS p USING (attempt_id)

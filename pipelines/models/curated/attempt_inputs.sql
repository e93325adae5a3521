-- What each attempt puts to the test: its RTL and the testbench it is tried with.
-- grain: one row an attempt
-- columns: attempt_id, problem_id, rtl_sha256 (null: no RTL), testbench_sha256 (null: none), testbench_origin
--          (own | reference), category (the attempt's own, else its reference's), extraction failure (stage, cause, message)
-- reads: raw.attempts, raw.problem_references, raw.sources, fact.extractions, meta.current
WITH extraction AS (
  SELECT * FROM fact.extractions
  WHERE version = (SELECT value::INTEGER FROM meta.current WHERE name = 'extract')
), reference AS (
  -- A later ingested reference of a problem replaces an earlier one.
  SELECT DISTINCT ON (problem_id) problem_id, testbench_sha256, category
  FROM raw.problem_references JOIN raw.sources USING (source_id)
  WHERE testbench_sha256 IS NOT NULL
  ORDER BY problem_id, sequence DESC, reference_id
)
SELECT
  a.attempt_id,
  a.problem_id,
  COALESCE(e.rtl_sha256, a.design_sha256) AS rtl_sha256,
  COALESCE(a.testbench_sha256, r.testbench_sha256) AS testbench_sha256,
  CASE WHEN a.testbench_sha256 IS NOT NULL THEN 'own' WHEN r.testbench_sha256 IS NOT NULL THEN 'reference' END
    AS testbench_origin,
  COALESCE(a.category, r.category) AS category,
  e.failure_stage AS extract_stage,
  e.failure_cause AS extract_cause,
  e.message AS extract_message
FROM raw.attempts AS a
LEFT JOIN extraction AS e
  ON e.answer_sha256 = a.answer_sha256
  AND e.header_sha256 IS NOT DISTINCT FROM a.header_sha256
  AND e.protocol = a.answer_protocol
LEFT JOIN reference AS r ON r.problem_id = a.problem_id

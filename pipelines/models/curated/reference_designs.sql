-- The reference design of each attempt that has one.
-- grain: one row an attempt with a reference design
-- columns: attempt_id, reference_sha256 (the one that its record names, else that of its problem)
-- reads: raw.attempts, raw.problem_references, raw.sources
WITH reference AS (
  -- A later ingested reference of a problem replaces an earlier one.
  SELECT DISTINCT ON (problem_id) problem_id, design_sha256
  FROM raw.problem_references JOIN raw.sources USING (source_id)
  WHERE design_sha256 IS NOT NULL
  ORDER BY problem_id, sequence DESC, reference_id
)
SELECT a.attempt_id, COALESCE(a.reference_sha256, r.design_sha256) AS reference_sha256
FROM raw.attempts AS a LEFT JOIN reference AS r USING (problem_id)
WHERE COALESCE(a.reference_sha256, r.design_sha256) IS NOT NULL

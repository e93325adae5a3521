-- What of the rows comes near a protected benchmark, and what follows.
-- grain: one row a candidate row that has anything in common with a protected problem, or was not compared yet
-- reads: curated.dedupe_rows, curated.protected_attempts, fact.contaminations, meta.current
WITH chosen AS (
  SELECT value::JSON AS used FROM meta.current WHERE name = 'contamination'
), compared AS (
  -- Pairs of texts by a hash, which is a tenth of their names.
  SELECT hash(text_sha256, spec_sha256) AS pair, method, benchmark, problem_id, score, trivial,
    CASE
      WHEN method = 'none' THEN 0
      WHEN score < (used->>method)::DOUBLE THEN 1
      -- A trivial design is no secret, but the benchmark's own question is.
      WHEN trivial AND method <> 'specification' AND (used->>'trivial') = 'keep' THEN 2
      ELSE 3 END AS weight
  FROM fact.contaminations, chosen
  WHERE registry_key = (used->>'registryKey') AND version = (used->>'version')::INTEGER
), strongest AS (
  -- The first field that differs decides; of equal scores the method that was looked at most closely is named.
  SELECT pair, max({'weight': weight, 'score': score,
    'closeness': list_position(['shingles', 'specification', 'renamed'], method),
    'method': method, 'benchmark': benchmark, 'problem': problem_id, 'trivial': trivial}) AS hit
  FROM compared GROUP BY pair
), judged AS (
  SELECT r.row_id, hit, p.benchmark AS same_benchmark, p.problem_id AS same_problem, p.matched_by
  FROM curated.dedupe_rows AS r
  LEFT JOIN strongest ON pair = hash(COALESCE(r.text_sha256, ''), COALESCE(r.spec_sha256, ''))
  -- The same problem, text or testbench: no comparison is needed.
  LEFT JOIN curated.protected_attempts AS p ON p.attempt_id = r.row_id
)
SELECT
  row_id,                  -- attempt_id or module_id
  COALESCE(same_benchmark, hit.benchmark) AS benchmark,
                           -- benchmark of the nearest protected problem
  CASE WHEN matched_by IS NULL THEN hit.problem ELSE same_problem END AS problem,
                           -- its name there
  COALESCE('same_' || matched_by, hit.method) AS method,
                           -- renamed | shingles | specification, or same_problem, same_design, ... of a protected one
  CASE WHEN matched_by IS NULL THEN round(hit.score, 4) ELSE 1 END AS score,
                           -- 0 to 1; 1: the same
  CASE WHEN matched_by IS NULL THEN hit.trivial ELSE false END AS trivial,
                           -- the problem's design is one that anybody would write so
  CASE
    WHEN matched_by IS NOT NULL THEN 'refused'
    WHEN hit IS NULL THEN 'not_compared'
    ELSE ['clean', 'kept_trivial', 'refused'][hit.weight]
  END AS decision          -- refused | kept_trivial: near a trivial design only | clean: below the thresholds | not_compared: not exported until it is
FROM judged
WHERE matched_by IS NOT NULL OR hit IS NULL OR hit.weight > 0

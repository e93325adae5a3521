-- What of the rows comes near a protected benchmark, and what follows.
-- grain: one row a candidate row that has anything in common with a protected problem, or was not compared yet
-- reads: curated.dedupe_rows, curated.protected_attempts, fact.contaminations, meta.current
WITH chosen AS (
  SELECT value::JSON AS used FROM meta.current WHERE name = 'contamination'
), compared AS (
  SELECT f.*, score >= (used->>method)::DOUBLE AS is_hit,
    -- A trivial design is no secret, but the benchmark's own question is.
    trivial AND method <> 'specification' AND (used->>'trivial') = 'keep' AS is_excused
  FROM fact.contaminations AS f, chosen
  WHERE registry_key = (used->>'registryKey') AND version = (used->>'version')::INTEGER AND method <> 'none'
), not_compared AS (
  SELECT row_id FROM curated.dedupe_rows
  WHERE (COALESCE(text_sha256, ''), COALESCE(spec_sha256, '')) NOT IN (
    SELECT (text_sha256, spec_sha256) FROM fact.contaminations, chosen
    WHERE registry_key = (used->>'registryKey') AND version = (used->>'version')::INTEGER)
), neighbour AS (
  SELECT row_id, benchmark, problem_id, method, score, trivial,
    CASE WHEN NOT is_hit THEN 'clean' WHEN is_excused THEN 'kept_trivial' ELSE 'refused' END AS decision
  FROM curated.dedupe_rows AS r
  JOIN compared AS c
    ON c.text_sha256 = COALESCE(r.text_sha256, '') AND c.spec_sha256 = COALESCE(r.spec_sha256, '')
  UNION ALL
  SELECT row_id, NULL, NULL, NULL, NULL, NULL, 'not_compared' FROM not_compared
  UNION ALL
  -- The same problem, text or testbench: no comparison is needed.
  SELECT attempt_id, benchmark, problem_id, 'same_' || matched_by, 1, false, 'refused' FROM curated.protected_attempts
), strongest AS (
  SELECT DISTINCT ON (row_id) * FROM neighbour
  ORDER BY row_id, decision = 'refused' DESC, decision = 'not_compared' DESC, decision = 'kept_trivial' DESC, starts_with(method, 'same_') DESC,
    score DESC, method, benchmark, problem_id
)
SELECT
  row_id,                  -- attempt_id or module_id
  benchmark,               -- benchmark of the nearest protected problem
  problem_id AS problem,   -- its name there
  method,                  -- renamed | shingles | specification, or same_problem, same_design, ...: see docs
  round(score, 4) AS score, -- 0 to 1; 1: the same
  trivial,                 -- the problem's design is one that anybody would write so
  decision                 -- refused | kept_trivial: near a trivial design only | clean: below the thresholds | not_compared: not exported until it is
FROM strongest

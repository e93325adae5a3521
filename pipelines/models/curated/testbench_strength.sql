-- How strong each measured testbench is, for the design that it was measured with.
-- grain: one row a testbench that a design passes
-- columns: those of fact.testbench_strength, is_strong (kills enough mutants and accepts no stub)
-- reads: fact.testbench_strength, meta.current
WITH used AS (SELECT value::JSON AS value FROM meta.current WHERE name = 'strengthen')
SELECT DISTINCT ON (testbench_sha256) s.*,
  COALESCE(score >= (used.value->>'at_least')::DOUBLE AND accepted_stubs = 0, false) AS is_strong
FROM fact.testbench_strength AS s, used
WHERE configuration = (used.value->>'configuration') AND verdict = 'pass'
ORDER BY testbench_sha256, design_origin = 'reference' DESC, design_sha256

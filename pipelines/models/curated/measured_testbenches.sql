-- How strong each testbench is: those that came with records, and those that were generated for references.
-- grain: one row a testbench that was measured
-- columns: design_sha256, testbench_sha256, origin (reference | answer | generated), and those of report.testbenches
-- reads: curated.testbench_strength, fact.generated_testbenches, meta.current
WITH used AS (SELECT value::JSON AS value FROM meta.current WHERE name = 'retest')
SELECT design_sha256, testbench_sha256, design_origin AS origin, mutants, killed, equivalent, undecided, invalid, survivors,
  score, score_low, score_high, accepted_stubs, is_strong, states, transitions, states_covered, covered, machines
FROM curated.testbench_strength
UNION ALL
SELECT reference_sha256, testbench_sha256, 'generated', mutants, killed, equivalent, undecided, invalid, survivors,
  score, score_low, score_high, accepted_stubs,
  COALESCE(score >= (used.value->>'at_least')::DOUBLE AND accepted_stubs = 0, false),
  states, transitions, states_covered, covered, machines
FROM fact.generated_testbenches, used
WHERE configuration = (used.value->>'configuration') AND testbench_sha256 IS NOT NULL

-- Every attempt with what re-simulating it said, beside what its record claimed.
-- grain: one row an attempt
-- columns: see docs/relations.md (generated from this file's comments on the columns below)
-- reads: raw.attempts, raw.records, curated.attempt_inputs, curated.testbenches, curated.protected_attempts, fact.simulations, fact.judgements, fact.classifications, meta.current
WITH simulation AS (
  SELECT * FROM fact.simulations WHERE configuration = (SELECT value FROM meta.current WHERE name = 'simulate')
), judgement AS (
  SELECT * FROM fact.judgements WHERE judge = (SELECT value FROM meta.current WHERE name = 'judge')
), classification AS (
  SELECT * FROM fact.classifications WHERE taxonomy = (SELECT value FROM meta.current WHERE name = 'classify')
), judged AS (
  SELECT a.*, i.rtl_sha256, i.testbench_sha256 AS used_testbench_sha256, i.testbench_origin,
    i.extract_stage, i.extract_cause, i.extract_message, s.tool, s.sandbox, s.cpu_ms, s.simulation_key,
    j.verdict AS judged_verdict, j.evidence AS judged_evidence, j.failure_stage, j.failure_cause, j.message,
    j.failure_file, j.failure_line, j.samples, j.mismatches
  FROM raw.attempts AS a
  JOIN curated.attempt_inputs AS i USING (attempt_id)
  LEFT JOIN simulation AS s
    ON s.rtl_sha256 = i.rtl_sha256 AND s.testbench_sha256 = COALESCE(i.testbench_sha256, '')
  LEFT JOIN judgement AS j ON j.simulation_key = s.simulation_key
)
SELECT
  attempt_id,                                                   -- name of the attempt: `quarry show <attempt_id>`
  run_id,                                                       -- run that made it, as recorded
  problem_id,                                                   -- task or specification
  model,                                                        -- model that answered
  iteration,                                                    -- place in its run, from 0
  COALESCE(domain, 'unclassified') AS domain,                   -- from the recorded category, never guessed
  COALESCE(tier, 'unclassified') AS tier,                       -- from the recorded complexity, never guessed
  CASE WHEN rtl_sha256 IS NULL THEN 'no_rtl' ELSE judged_verdict END AS verdict,
                                                                -- pass | fail | compile_fail | timeout | no_check | no_testbench | no_rtl | harness_fault; null: not simulated yet
  CASE WHEN rtl_sha256 IS NULL THEN 'unparsed' ELSE judged_evidence END AS evidence,
                                                                -- how much that verdict proves, see ARCHITECTURE.md
  CASE WHEN rtl_sha256 IS NULL THEN COALESCE(extract_stage, 'extract') ELSE failure_stage END AS failure_stage,
                                                                -- where it failed; harness: not the design's fault
  CASE WHEN rtl_sha256 IS NULL THEN COALESCE(extract_cause, 'empty_answer') ELSE failure_cause END AS failure_cause,
                                                                -- why it failed
  CASE WHEN rtl_sha256 IS NULL THEN COALESCE(extract_message, 'the record holds no answer and no RTL') ELSE message END
    AS message,                                                 -- the tool's own words
  failure_file,                                                 -- file that the tool names
  failure_line,                                                 -- line that the tool names
  claimed,                                                      -- verdict that the record claims: pass | fail | compile_fail | timeout | error | unknown
  CASE
    WHEN claimed IS NULL OR claimed = 'unknown' OR rtl_sha256 IS NULL OR judged_verdict IS NULL
      OR judged_verdict IN ('no_testbench', 'harness_fault') THEN NULL
    ELSE (claimed = 'pass') <> (judged_verdict = 'pass')
  END AS claim_disagrees,                                       -- true: record and re-simulation disagree; null: not comparable
  samples,                                                      -- samples that the testbench counted
  mismatches,                                                   -- of these, wrong
  judged.category,                                                   -- category as recorded
  difficulty,                                                   -- difficulty as recorded
  agent,                                                        -- agent or stage that wrote it
  TRY_CAST(recorded_at AS TIMESTAMPTZ) AS recorded_at,          -- time in the record, UTC
  p.attempt_id IS NOT NULL AS protected,                        -- belongs to a protected benchmark: never exported
  rtl_sha256,                                                   -- design under test (document or bundle)
  used_testbench_sha256 AS testbench_sha256,                    -- testbench it was tried with
  testbench_origin,                                             -- own: from the record; reference: from a references file
  tool,                                                         -- simulator and version
  sandbox,                                                      -- bubblewrap | limits-only
  cpu_ms,                                                       -- CPU time of compile and simulation
  r.path,                                                       -- input file
  r.line,                                                       -- line in it, from 1
  instruction_sha256,                                           -- what was asked for
  header_sha256,                                                -- module head that the answer continues
  reference_sha256                                              -- reference design named by the record
FROM judged
LEFT JOIN classification AS c
  ON c.category = COALESCE(judged.category, '') AND c.complexity = COALESCE(judged.complexity, '')
LEFT JOIN curated.protected_attempts AS p USING (attempt_id)
JOIN raw.records AS r USING (record_id)

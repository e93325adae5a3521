-- Every attempt joined with its RTL, simulation and judgement: the table behind report.attempts.
-- kind: table
-- grain: one row an attempt
-- columns: those of report.attempts, where they are described
-- reads: raw.attempts, raw.records, curated.attempt_inputs, curated.protected_attempts, fact.simulations, fact.judgements, fact.classifications, curated.failure_evidence, fact.equivalences, curated.reference_designs, curated.testbench_strength, curated.retested_attempts, meta.current
WITH simulation AS (
  SELECT * FROM fact.simulations WHERE configuration = (SELECT value FROM meta.current WHERE name = 'simulate')
), judgement AS (
  SELECT * FROM fact.judgements WHERE judge = (SELECT value FROM meta.current WHERE name = 'judge')
), classification AS (
  SELECT * FROM fact.classifications WHERE taxonomy = (SELECT value FROM meta.current WHERE name = 'classify')
), strengthened AS (
  SELECT value->>'configuration' AS configuration FROM (SELECT value::JSON AS value FROM meta.current WHERE name = 'strengthen')
), comparison AS (
  SELECT rtl_sha256, reference_sha256, verdict AS proof FROM fact.equivalences JOIN strengthened USING (configuration)
), judged AS (
  SELECT a.* EXCLUDE (category), i.category, i.rtl_sha256, i.testbench_sha256 AS own_testbench_sha256,
    -- A testbench that was generated because the own one is missing or weak replaces it.
    retest.verdict IS NOT NULL AS retested, j.verdict AS own_verdict,
    CASE WHEN retested THEN retest.testbench_sha256 ELSE i.testbench_sha256 END AS used_testbench_sha256,
    CASE WHEN retested THEN retest.origin ELSE i.testbench_origin END AS testbench_origin,
    CASE WHEN retested THEN retest.is_strong ELSE strength.is_strong END AS strong,
    CASE WHEN retested THEN retest.verdict ELSE j.verdict END AS judged_verdict,
    -- The benchmark compiles an answer without code too; that it holds none says more than the syntax error.
    COALESCE(judged_verdict = 'compile_fail' AND i.extract_cause IS NOT NULL, false) AS no_code,
    i.extract_stage, i.extract_cause, i.extract_message, s.tool, s.sandbox, s.cpu_ms, s.simulation_key,
    -- What is proved to differ from its reference has shown the testbench's limits, however strong that is.
    CASE WHEN judged_verdict = 'pass' AND proof = 'equivalent' THEN 'equivalent'
      WHEN judged_verdict = 'pass' AND strong AND proof IS DISTINCT FROM 'different' THEN 'mutant_checked'
      WHEN retested THEN retest.evidence ELSE j.evidence END AS judged_evidence,
    CASE WHEN retested THEN retest.failure_stage ELSE j.failure_stage END AS own_stage,
    CASE WHEN retested THEN retest.failure_cause ELSE j.failure_cause END AS own_cause,
    -- A testbench says that something is wrong, a proof or a comparison says what.
    CASE WHEN own_stage = 'mismatch' THEN COALESCE(evidence.proved_cause,
      CASE WHEN own_cause = 'failed_check' OR own_cause <> 'never_finishes' AND evidence.compared_cause = 'outputs_unknown'
        THEN evidence.compared_cause END) END AS found_cause,
    CASE WHEN own_stage = 'mismatch' THEN evidence.cause_evidence END AS cause_evidence,
    CASE WHEN retested THEN retest.message ELSE j.message END AS message,
    CASE WHEN NOT retested THEN j.failure_file END AS failure_file,
    CASE WHEN NOT retested THEN j.failure_line END AS failure_line,
    CASE WHEN retested THEN retest.samples ELSE j.samples END AS samples,
    CASE WHEN retested THEN retest.mismatches ELSE j.mismatches END AS mismatches,
    CASE WHEN judged_verdict = 'pass' THEN proof END AS proof
  FROM raw.attempts AS a
  JOIN curated.attempt_inputs AS i USING (attempt_id)
  LEFT JOIN simulation AS s
    ON s.rtl_sha256 = i.rtl_sha256 AND s.testbench_sha256 = COALESCE(i.testbench_sha256, '')
  LEFT JOIN judgement AS j ON j.simulation_key = s.simulation_key
  LEFT JOIN curated.testbench_strength AS strength ON strength.testbench_sha256 = i.testbench_sha256
  LEFT JOIN curated.reference_designs AS reference USING (attempt_id)
  LEFT JOIN comparison
    ON comparison.rtl_sha256 = i.rtl_sha256 AND comparison.reference_sha256 = reference.reference_sha256
  LEFT JOIN curated.retested_attempts AS retest USING (attempt_id)
  LEFT JOIN curated.failure_evidence AS evidence USING (attempt_id)
)
SELECT
  attempt_id,
  run_id,
  judged.problem_id,
  model,
  iteration,
  COALESCE(domain, 'unclassified') AS domain,
  COALESCE(tier, 'unclassified') AS tier,
  CASE WHEN rtl_sha256 IS NULL THEN 'no_rtl' ELSE judged_verdict END AS verdict,
  CASE WHEN rtl_sha256 IS NULL THEN 'unparsed' ELSE judged_evidence END AS evidence,
  CASE WHEN rtl_sha256 IS NULL THEN COALESCE(extract_stage, 'extract')
    WHEN no_code THEN extract_stage ELSE own_stage END AS failure_stage,
  CASE WHEN rtl_sha256 IS NULL THEN COALESCE(extract_cause, 'empty_answer')
    WHEN no_code THEN extract_cause ELSE COALESCE(found_cause, own_cause) END AS failure_cause,
  cause_evidence,
  CASE WHEN rtl_sha256 IS NULL THEN COALESCE(extract_message, 'the record holds no answer and no RTL')
    WHEN no_code THEN extract_message ELSE message END AS message,
  failure_file,
  failure_line,
  claimed,
  CASE
    WHEN claimed IS NULL OR claimed = 'unknown' OR rtl_sha256 IS NULL OR judged_verdict IS NULL
      OR judged_verdict = 'harness_fault' OR own_stage = 'harness' THEN NULL
    WHEN claimed = 'compile_fail' THEN judged_verdict <> 'compile_fail'
    -- Without a testbench only a compile failure can contradict a claim.
    WHEN judged_verdict = 'no_testbench' THEN NULL
    ELSE (claimed = 'pass') <> (judged_verdict = 'pass')
  END AS claim_disagrees,
  samples,
  mismatches,
  proof,
  judged.category,
  difficulty,
  agent,
  TRY_CAST(recorded_at AS TIMESTAMPTZ) AS recorded_at,
  p.attempt_id IS NOT NULL AS protected,
  rtl_sha256,
  used_testbench_sha256 AS testbench_sha256,
  own_testbench_sha256,
  own_verdict,
  testbench_origin,
  tool,
  sandbox,
  cpu_ms,
  r.path,
  r.line,
  instruction_sha256,
  header_sha256,
  reference_sha256
FROM judged
LEFT JOIN classification AS c
  ON c.category = COALESCE(judged.category, '') AND c.complexity = COALESCE(judged.complexity, '')
LEFT JOIN curated.protected_attempts AS p USING (attempt_id)
JOIN raw.records AS r USING (record_id)

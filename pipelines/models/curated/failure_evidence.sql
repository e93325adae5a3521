-- What is known of why an attempt fails beyond what its testbench printed: a proved mistake, or outputs that are wrong.
-- grain: one row an attempt with a mismatch that has either
-- columns: attempt_id, proved_cause, compared_cause, cause_evidence
-- reads: curated.attempt_inputs, curated.reference_designs, fact.simulations, fact.autopsies, fact.mutant_logs, fact.comparisons, fact.signal_verdicts, meta.current
WITH mistake AS (
  SELECT s.rtl_sha256, s.testbench_sha256, x.cause,
    'proved to be the reference with one mistake: ' || m.operator
      || CASE WHEN m.line IS NULL THEN '' ELSE ', line ' || m.line || ': ' || COALESCE(NULLIF(trim(m.after_text), ''), 'nothing') || ' for ' || trim(m.before_text) END
      || ' (' || x.how || ')' AS told
  FROM fact.autopsies AS x
  JOIN fact.simulations AS s USING (simulation_key)
  JOIN fact.mutant_logs AS m
    ON m.testbench_sha256 = s.testbench_sha256 AND m.configuration = x.configuration AND m.mutant_id = x.mutant_id
  WHERE x.cause IS NOT NULL
    AND s.configuration = (SELECT value FROM meta.current WHERE name = 'simulate')
    AND x.configuration = (SELECT value::JSON->>'configuration' FROM meta.current WHERE name = 'strengthen')
), outputs AS (
  SELECT comparison_key,
    count(*) FILTER (mismatches > 0) AS wrong,
    -- What is unknown wherever it first differs was never driven, or never reset.
    bool_and(regexp_matches(got, '[xzXZ]')) FILTER (mismatches > 0) AS unknown,
    bool_and(mismatches = samples) AS always,
    string_agg(signal || ' differs in ' || mismatches || ' of ' || samples || ' samples, first in cycle ' || first_cycle
      || ' (' || got || ' for ' || expected || ')', '; ' ORDER BY position) FILTER (mismatches > 0) AS told_wrong,
    string_agg(signal, ', ' ORDER BY position) FILTER (mismatches = 0) AS right_ones
  FROM fact.signal_verdicts GROUP BY comparison_key
), compared AS (
  SELECT c.rtl_sha256, c.reference_sha256,
    CASE WHEN unknown THEN 'outputs_unknown' WHEN always THEN 'all_samples_wrong' ELSE 'wrong_output' END AS cause,
    told_wrong || COALESCE('; right: ' || right_ones, '') AS told
  FROM fact.comparisons AS c JOIN outputs USING (comparison_key)
  WHERE c.outcome = 'compared' AND outputs.wrong > 0
    AND c.configuration = (SELECT value FROM meta.current WHERE name = 'compare')
)
SELECT i.attempt_id, mistake.cause AS proved_cause, compared.cause AS compared_cause,
  COALESCE(mistake.told || COALESCE('; ' || compared.told, ''), compared.told) AS cause_evidence
FROM curated.attempt_inputs AS i
LEFT JOIN mistake ON mistake.rtl_sha256 = i.rtl_sha256 AND mistake.testbench_sha256 = i.testbench_sha256
LEFT JOIN curated.reference_designs AS r USING (attempt_id)
LEFT JOIN compared ON compared.rtl_sha256 = i.rtl_sha256 AND compared.reference_sha256 = r.reference_sha256
WHERE mistake.cause IS NOT NULL OR compared.cause IS NOT NULL

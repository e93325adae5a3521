-- What of an attempt's RTL drives each of its outputs: ranges of the text, with the proof that nothing else counts.
-- grain: one row an attempt, module that no other instantiates, and output of it
-- reads: curated.attempt_inputs, curated.reference_designs, fact.comparisons, fact.signal_verdicts, fact.slices, meta.current
WITH slices AS (
  SELECT *, count(DISTINCT module) OVER (PARTITION BY rtl_sha256) = 1 AS is_only FROM fact.slices
  WHERE configuration = (SELECT value FROM meta.current WHERE name = 'slice')
), verdicts AS (
  SELECT c.rtl_sha256, c.reference_sha256, s.signal, s.mismatches
  FROM fact.comparisons AS c JOIN fact.signal_verdicts AS s USING (comparison_key)
  WHERE c.outcome = 'compared' AND c.configuration = (SELECT value FROM meta.current WHERE name = 'compare')
), named AS (
  -- The module of an answer that bears the name of one of the reference is meant.
  SELECT DISTINCT rtl_sha256 AS reference_sha256, module, TRUE AS is_named FROM slices
)
SELECT
  i.attempt_id,        -- attempt
  i.problem_id,        -- problem
  s.rtl_sha256,        -- its RTL: name of the document or bundle that the spans are ranges of
  s.module,            -- module of the output
  s.signal,            -- output
  CASE WHEN v.mismatches = 0 THEN 'correct' WHEN v.mismatches > 0 THEN 'wrong' END
    AS verdict,        -- correct | wrong, beside the reference of the problem; null: not compared
  from_json(s.spans, '[{"start": "INTEGER", "end": "INTEGER", "kind": "VARCHAR", "file": "INTEGER"}]')
    AS spans,          -- list of (start, end, kind, file): UTF-16 units; kind driver | condition | frame; file is a position in a bundle, 0 for one text
  from_json(s.coupled, '[{"signal": "VARCHAR", "through": ["VARCHAR"]}]')
    AS coupled,        -- list of (signal, through): outputs that depend on the same registers, and on which
  s.level,             -- minimal; processes: whole always blocks; whole: the text
  s.proof,             -- proved; bounded: for so many steps; different | undecided | unprovable, see reason; not_tried
  s.method,            -- text | structure | induction | bounded
  s.bound,             -- steps that hold, of a bounded proof
  from_json(s.assumptions, '["VARCHAR"]')
    AS assumptions,    -- what the proof takes for granted
  s.reason,            -- why it is not proved, in the tool's words
  from_json(s.given_up, '[{"level": "VARCHAR", "reason": "VARCHAR"}]')
    AS given_up        -- smaller slices that the proof refuted
FROM curated.attempt_inputs AS i
JOIN slices AS s USING (rtl_sha256)
LEFT JOIN curated.reference_designs AS r USING (attempt_id)
LEFT JOIN named AS n ON n.reference_sha256 = r.reference_sha256 AND n.module = s.module
LEFT JOIN verdicts AS v
  ON v.rtl_sha256 = s.rtl_sha256 AND v.reference_sha256 = r.reference_sha256 AND v.signal = s.signal
  AND (s.is_only OR n.is_named)

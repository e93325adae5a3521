-- Which outputs of an attempt are right: each output beside the reference design of the problem, under the same inputs.
-- grain: one row an attempt and output of its reference
-- reads: curated.attempt_inputs, curated.reference_designs, fact.comparisons, fact.signal_verdicts, meta.current
SELECT
  i.attempt_id,        -- attempt
  i.problem_id,        -- problem
  s.signal,            -- output of the reference
  c.outcome,           -- compared; or why no output is right: compile_fail | port_mismatch | timeout | runtime_fail | refused
  s.samples,           -- samples compared
  s.mismatches,        -- of these, wrong; null: nothing was compared
  s.first_mismatch,    -- time of the first wrong sample, in ns
  s.first_cycle,       -- clock cycles before it
  s.expected,          -- bits of the reference then
  s.got,               -- bits of the attempt then
  s.inputs,            -- inputs then: JSON, hexadecimal
  s.lead_up,           -- the steps before, with their inputs: JSON
  s.coupled,           -- true: it shares a state register of the attempt with another output
  c.reason             -- why it was not compared, in the tool's words
FROM curated.attempt_inputs AS i
JOIN curated.reference_designs AS r USING (attempt_id)
JOIN fact.comparisons AS c
  ON c.rtl_sha256 = i.rtl_sha256 AND c.reference_sha256 = r.reference_sha256
  AND c.configuration = (SELECT value FROM meta.current WHERE name = 'compare')
JOIN fact.signal_verdicts AS s USING (comparison_key)

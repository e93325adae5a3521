-- Two attempts at a problem of which one has an output right and the other wrong, with the ranges that drive it in each.
-- grain: one row a problem, output, right RTL and wrong RTL (of equal texts the first attempt)
-- reads: report.slices
WITH outputs AS (
  SELECT DISTINCT ON (problem_id, signal, verdict, rtl_sha256) *,
    proof IN ('proved', 'bounded') AND level <> 'whole' AS is_proved
  FROM report.slices WHERE verdict IS NOT NULL
  ORDER BY problem_id, signal, verdict, rtl_sha256, attempt_id
)
SELECT
  a.problem_id,                            -- problem
  a.signal,                                -- output
  a.attempt_id AS chosen_attempt_id,       -- attempt that has it right
  b.attempt_id AS rejected_attempt_id,     -- attempt that has it wrong
  a.rtl_sha256 AS chosen_sha256,           -- RTL of the one
  b.rtl_sha256 AS rejected_sha256,         -- RTL of the other
  a.spans AS chosen_spans,                 -- what drives it there: list of (start, end, kind, file)
  b.spans AS rejected_spans,               -- and there
  a.is_proved AND b.is_proved AS proved,   -- true: both slices are proved, and smaller than their texts
  len(a.coupled) > 0 AS chosen_coupled,    -- true: it shares state with another output
  len(b.coupled) > 0 AS rejected_coupled   -- the same of the other
FROM outputs AS a JOIN outputs AS b
  ON b.problem_id = a.problem_id AND b.signal = a.signal AND a.verdict = 'correct' AND b.verdict = 'wrong'

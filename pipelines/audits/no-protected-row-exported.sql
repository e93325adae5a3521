-- No row of a protected benchmark, or near one, is exported.
SELECT row_id, benchmark, problem, method FROM report.contamination
JOIN (
  SELECT attempt_id AS row_id, refusal FROM curated.sft_rows
  UNION ALL SELECT module_id, refusal FROM curated.module_rows
) USING (row_id)
WHERE decision = 'refused' AND refusal IS NULL

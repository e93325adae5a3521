-- No instruction, design or problem stands in more than one split.
SELECT kind, text, list(DISTINCT split) AS splits FROM (
  SELECT 'instruction' AS kind, instruction_sha256 AS text, split FROM curated.sft_rows WHERE refusal IS NULL
  UNION ALL SELECT 'design', rtl_sha256, split FROM curated.sft_rows WHERE refusal IS NULL
  UNION ALL SELECT 'problem', problem_key, split FROM curated.sft_rows WHERE refusal IS NULL)
GROUP BY kind, text HAVING count(DISTINCT split) > 1

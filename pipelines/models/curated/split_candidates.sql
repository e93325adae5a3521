-- The rows that get a side: those that nothing but their split could keep from being exported.
-- grain: one row a candidate row that is not refused
-- columns: row_id, kind, problem_key, text_sha256, spec_sha256, repository, folder (its first folder there)
-- reads: curated.sft_candidates, report.contamination
SELECT
  attempt_id AS row_id,
  'attempt' AS kind,
  problem_key,
  rtl_sha256 AS text_sha256,
  instruction_sha256 AS spec_sha256,
  NULL::VARCHAR AS repository,
  NULL::VARCHAR AS folder
FROM curated.sft_candidates
WHERE refusal IS NULL
  AND attempt_id NOT IN (SELECT row_id FROM report.contamination WHERE decision = 'refused')

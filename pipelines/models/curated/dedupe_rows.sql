-- What is looked at for duplicates, for protected benchmarks and for splits: every row that holds a design.
-- grain: one row an attempt with RTL
-- columns: row_id, kind (attempt), text_sha256 (document or bundle), spec_sha256, problem_key, repository, evidence,
--          licence_rank (0: best), stars, forks, recorded_at, refused (no export would take it: it represents others last)
-- reads: curated.sft_candidates
SELECT
  attempt_id AS row_id,
  'attempt' AS kind,
  rtl_sha256 AS text_sha256,
  instruction_sha256 AS spec_sha256,
  problem_key,
  NULL::VARCHAR AS repository,
  evidence,
  0 AS licence_rank,
  0 AS stars,
  0 AS forks,
  recorded_at,
  refusal IS NOT NULL AS refused
FROM curated.sft_candidates
WHERE rtl_sha256 IS NOT NULL

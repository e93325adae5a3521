-- What is looked at for duplicates, for protected benchmarks and for splits: every row that holds a design.
-- grain: one row an attempt with RTL, or a module of the corpora
-- columns: row_id, kind (attempt | module), text_sha256 (document or bundle), spec_sha256, problem_key, repository, evidence,
--          licence_rank (0: best), stars, forks, recorded_at, refused (no export would take it: it represents others last)
-- reads: curated.sft_candidates, curated.modules, curated.screened_files
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
UNION ALL
SELECT
  m.module_id,
  'module',
  m.module_sha256,
  m.instruction_sha256,
  m.instruction_sha256,
  f.group_id,
  m.evidence,
  CASE m.licence_decision WHEN 'allowed' THEN 0 WHEN 'refused' THEN 2 ELSE 1 END,
  COALESCE(m.stars, 0),
  COALESCE(m.forks, 0),
  m.mined_at,
  m.decision <> 'kept'
FROM curated.modules AS m
JOIN curated.screened_files AS f USING (file_id)

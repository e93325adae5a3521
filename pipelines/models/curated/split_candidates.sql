-- The rows that get a side: those that nothing but their split could keep from being exported.
-- grain: one row a candidate row that is not refused
-- columns: row_id, kind (attempt | module), problem_key, text_sha256, spec_sha256, repository (of a data set's row the
--          one that it names, else the row by itself), folder (its first folder there)
-- reads: curated.sft_candidates, curated.modules, curated.screened_files, report.contamination
WITH candidate AS (
  SELECT
    attempt_id AS row_id,
    'attempt' AS kind,
    problem_key,
    rtl_sha256 AS text_sha256,
    instruction_sha256 AS spec_sha256,
    NULL::VARCHAR AS repository,
    NULL::VARCHAR AS folder
  FROM curated.sft_candidates WHERE refusal IS NULL
  UNION ALL
  SELECT m.module_id, 'module', m.instruction_sha256, m.module_sha256, m.instruction_sha256, f.group_id,
    CASE WHEN contains(m.path, '/') THEN split_part(m.path, '/', 1) ELSE '' END
  FROM curated.modules AS m JOIN curated.screened_files AS f USING (file_id) WHERE m.decision = 'kept'
)
SELECT * FROM candidate
WHERE row_id NOT IN (SELECT row_id FROM report.contamination WHERE decision IN ('refused', 'not_compared'))

-- Every file of a current reading with what the filters say of it, and which files may be its companions.
-- grain: one row a current file, or a row of a data set
-- reads: curated.corpus_files, curated.file_screenings
-- group_id: a repository; of a data set, the rows that name the same repository, else the row by itself.
SELECT
  f.file_id,
  CASE WHEN f.origin <> 'dataset' THEN f.repository_id
    ELSE f.repository_id || ':' || coalesce(f.source_repository, f.file_id) END AS group_id,
  f.repository_id,
  f.repo,
  f.revision,
  coalesce(f.source_path, f.path) AS path,
  f.ordinal,
  f.sha256,
  f.bytes,
  f.line_start,
  f.line_end,
  f.instruction_sha256,
  f.stars,
  f.forks,
  f.mined_at,
  CASE WHEN f.sha256 IS NULL THEN 'rejected' ELSE coalesce(s.decision, 'kept') END AS decision,
  coalesce(f.reject_code, s.reason) AS reason,
  coalesce(f.reject_reason, s.detail) AS detail
FROM curated.corpus_files AS f
LEFT JOIN curated.file_screenings AS s USING (file_id)

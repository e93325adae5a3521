-- The Verilog files and data set rows of current readings, rejected ones with their reasons.
-- grain: one row a file, or a row of a data set
-- columns: those of raw.corpus_files, and of its repository repo, origin; stars and forks are the row's own where it has some
-- reads: raw.corpus_files, curated.repositories
SELECT
  files.* EXCLUDE (fingerprint, stars, forks),
  coalesce(files.source_repository, repositories.name) AS repo,
  repositories.origin,
  coalesce(files.stars, repositories.stars) AS stars,
  coalesce(files.forks, repositories.forks) AS forks,
  repositories.read_at AS mined_at
FROM raw.corpus_files AS files
JOIN curated.repositories AS repositories USING (repository_id, revision)

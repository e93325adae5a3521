-- The Verilog files and data set rows of current readings, rejected ones with their reasons.
-- grain: one row a file, or a row of a data set
-- columns: those of raw.corpus_files, and of its repository repo, origin; stars and forks are the row's own where it has some; path_class (header | bench | source): what the name of the file says of its text
-- reads: raw.corpus_files, curated.repositories
WITH files AS (
  SELECT *, lower(coalesce(source_path, path)) AS lower_path FROM raw.corpus_files
)
SELECT
  files.* EXCLUDE (fingerprint, stars, forks, lower_path),
  coalesce(files.source_repository, repositories.name) AS repo,
  repositories.origin,
  coalesce(files.stars, repositories.stars) AS stars,
  coalesce(files.forks, repositories.forks) AS forks,
  repositories.read_at AS mined_at,
  CASE
    WHEN regexp_matches(lower_path, '\.s?vh$') THEN 'header'
    WHEN regexp_matches(lower_path, '(^|/)(tb|bench|tests?|testbench(es)?|test_?bench|sim|dv|verif(ication)?)/') THEN 'bench'
    WHEN regexp_matches(lower_path, '(^|[/_.-])(tb|test|testbench|test_?bench)([_.-][^/]*)?$') THEN 'bench'
    ELSE 'source'
  END AS path_class
FROM files
JOIN curated.repositories AS repositories USING (repository_id, revision)

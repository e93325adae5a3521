-- The newest reading of every repository, folder, archive and data set.
-- grain: one row a source
-- columns: repository_id, origin, location, name, revision, stars, forks, files, kept, rejected, other_files, submodules, read_at
-- reads: raw.repositories
SELECT * EXCLUDE (fingerprint, sequence)
FROM raw.repositories
QUALIFY sequence = max(sequence) OVER (PARTITION BY repository_id)

-- Every file of the corpora, and every row of a data set, kept or rejected with a reason.
-- grain: one row a file, or a row of a data set
-- reads: curated.screened_files
SELECT
  repo,      -- repository, folder, archive or data set
  path,      -- file in it
  sha256,    -- of the stored text; null where none was stored
  decision,  -- kept | rejected | testbench
  reason     -- which filter decided, or why it could not be read
FROM curated.screened_files

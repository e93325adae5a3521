-- Input rows that could not be taken. Nothing is dropped silently: what is not here was kept.
-- grain: one row a rejected input row
-- columns: path, line (from 1), code, reason, excerpt
-- reads: raw.rejects, raw.sources
WITH superseded AS (
  -- A file that has grown or was replaced is told of as it was read last.
  SELECT older.source_id FROM raw.sources AS older
  JOIN raw.sources AS newer ON newer.role = older.role AND newer.path = older.path
    AND (newer.finished_at, newer.sequence, newer.source_id) > (older.finished_at, older.sequence, older.source_id)
)
SELECT
  path,      -- input file
  line,      -- line in it, from 1
  code,      -- kind of fault, one of docs/errors.md
  reason,    -- what was wrong, in words
  excerpt    -- beginning of the row
FROM raw.rejects
ANTI JOIN superseded USING (source_id)

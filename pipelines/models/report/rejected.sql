-- Input rows that could not be taken. Nothing is dropped silently: what is not here was kept.
-- grain: one row a rejected input row
-- columns: path, line (from 1), code, reason, excerpt
-- reads: raw.rejects
SELECT
  path,      -- input file
  line,      -- line in it, from 1
  code,      -- kind of fault, one of docs/errors.md
  reason,    -- what was wrong, in words
  excerpt    -- beginning of the row
FROM raw.rejects

-- Every design unit of a current file, as the parser sees it.
-- grain: one row a unit of a current file that the filters do not reject
-- columns: those of curated.screened_files, and module_id, position, name, kind, start_offset, end_offset, module_line_start, module_line_end, module_sha256, parsed_from
-- reads: curated.screened_files, fact.parsed_files, fact.parsed_modules, meta.current
-- module_id: SHA-256 over length-prefixed parts, as keyHash of src/core/content-hash.ts makes it.
SELECT
  sha256(concat('6:module', strlen(f.repo), ':', f.repo, strlen(f.path), ':', f.path,
    strlen(f.ordinal::VARCHAR), ':', f.ordinal, strlen(m.name), ':', m.name,
    strlen(m.position::VARCHAR), ':', m.position)) AS module_id,
  f.*,
  m.position,
  m.name,
  m.kind,
  m.start_offset,
  m.end_offset,
  m.line_start AS module_line_start,
  m.line_end AS module_line_end,
  m.module_sha256,
  p.source AS parsed_from
FROM curated.screened_files AS f
JOIN fact.parsed_modules AS m ON m.file_sha256 = f.sha256
JOIN fact.parsed_files AS p USING (file_sha256, version)
WHERE f.decision <> 'rejected' AND m.version = (SELECT value::INTEGER FROM meta.current WHERE name = 'parse')

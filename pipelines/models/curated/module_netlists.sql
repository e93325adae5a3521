-- Every module of a current file with the size of its netlist, where its closure was synthesized.
-- grain: one row a module
-- columns: module_id, module_sha256, netlist (`cells/depth`, empty before synthesis), cells, logic_depth, surroundings (where it lies and what its parts are; empty where neither says anything)
-- reads: curated.corpus_modules, curated.module_bundles, fact.proofs, fact.module_surroundings, meta.current
SELECT m.module_id, m.module_sha256,
  CASE WHEN p.cell_count IS NULL THEN '' ELSE p.cell_count || '/' || coalesce(p.logic_depth::VARCHAR, '') END AS netlist,
  p.cell_count AS cells, p.logic_depth, coalesce(s.surroundings, '') AS surroundings
FROM curated.corpus_modules AS m
LEFT JOIN curated.module_bundles AS b USING (module_id)
LEFT JOIN (
  SELECT bundle_sha256, top, cell_count, logic_depth FROM fact.proofs
  WHERE configuration = (SELECT value FROM meta.current WHERE name = 'prove')
) AS p ON p.bundle_sha256 = b.bundle_sha256 AND p.top = b.top
LEFT JOIN (
  SELECT module_id, surroundings FROM fact.module_surroundings
  WHERE rules = (SELECT value FROM meta.current WHERE name = 'classify-modules')
) AS s USING (module_id)
WHERE m.kind = 'module'

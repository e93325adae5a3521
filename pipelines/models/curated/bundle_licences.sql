-- Files in a module's bundle that the licence policy refuses: a bundle may leave only if each of its files may.
-- grain: one row a module and refused file of its bundle
-- columns: module_id, path, licence, licence_reason
-- reads: curated.module_bundles, curated.screened_files, curated.file_licences
WITH parts AS (
  SELECT module_id, group_id, unnest(from_json(files,
    '[{"path":"VARCHAR","included":["VARCHAR"],"generated":"BOOLEAN"}]')) AS part
  FROM curated.module_bundles WHERE files IS NOT NULL
), used AS (
  SELECT module_id, group_id, part.path AS path FROM parts WHERE NOT part.generated
  UNION
  SELECT module_id, group_id, unnest(part.included) AS path FROM parts
)
SELECT used.module_id, used.path, l.licence, l.licence_reason
FROM used
JOIN curated.screened_files AS f USING (group_id, path)
JOIN curated.file_licences AS l USING (file_id)
WHERE l.licence_decision = 'refused'

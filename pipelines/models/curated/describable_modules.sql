-- The texts that are worth describing: kept modules, each text once, with what may be told beside it.
-- grain: one row a text of a module; a text that several repositories hold is taken where it has the best evidence
-- columns: module_sha256, module_id and name (of the place taken), bundle_sha256, readme_sha256 (of the module's own
--          folder, else of the repository)
-- reads: curated.modules, raw.repository_texts
WITH chosen AS (
  SELECT module_sha256, module_id, name, bundle_sha256, repository_id, path
  FROM curated.modules
  WHERE decision = 'kept' AND kind = 'module'
  QUALIFY row_number() OVER (
    PARTITION BY module_sha256
    ORDER BY bundle_sha256 IS NULL, coalesce(stars, 0) DESC, module_id) = 1
), readmes AS (
  SELECT repository_id, regexp_replace(path, '[^/]*$', '') AS folder, min(sha256) AS sha256
  FROM raw.repository_texts WHERE kind = 'readme' GROUP BY ALL
)
SELECT c.module_sha256, c.module_id, c.name, c.bundle_sha256,
  coalesce(near.sha256, root.sha256) AS readme_sha256
FROM chosen AS c
LEFT JOIN readmes AS near
  ON near.repository_id = c.repository_id AND near.folder = regexp_replace(c.path, '[^/]*$', '')
LEFT JOIN readmes AS root ON root.repository_id = c.repository_id AND root.folder = ''

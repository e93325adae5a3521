-- The closure of each module of a current file: what compiles, how, and what it is made of.
-- grain: one row a module whose repository has been closed
-- reads: curated.corpus_modules, fact.module_closures, fact.closures, fact.closed_repositories
SELECT m.module_id, c.* EXCLUDE (configuration)
FROM (
  SELECT group_id, state, configuration FROM fact.closed_repositories
  WHERE configuration = (SELECT value FROM meta.current WHERE name = 'closure')
  QUALIFY row_number() OVER (PARTITION BY group_id ORDER BY sequence DESC) = 1
) AS g
JOIN curated.corpus_modules AS m USING (group_id)
JOIN fact.module_closures AS l USING (state, configuration, module_id)
JOIN fact.closures AS c USING (closure_key, configuration)

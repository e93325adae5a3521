-- The closure of each module of a current file: what compiles, how, and what it is made of.
-- grain: one row a module whose repository has been closed
-- columns: module_id, group_id, state, and those of fact.closures
-- reads: curated.corpus_modules, fact.closed_repositories, fact.module_closures, fact.closures, meta.current
WITH newest AS (
  SELECT group_id, state, configuration FROM fact.closed_repositories
  WHERE configuration = (SELECT value FROM meta.current WHERE name = 'closure')
  QUALIFY sequence = max(sequence) OVER (PARTITION BY group_id)
)
SELECT m.module_id, c.*, newest.group_id, newest.state
FROM newest
JOIN curated.corpus_modules AS m USING (group_id)
JOIN fact.module_closures AS l USING (state, configuration, module_id)
JOIN fact.closures AS c USING (closure_key, configuration)

-- Which rows belong together, and on which side they lie.
-- grain: one row a candidate row that has a side
-- reads: fact.splits, curated.split_candidates, meta.current
SELECT
  s.row_id,   -- attempt_id or module_id
  s.group_id, -- rows of one group share a text, a problem, a repository, or are near to each other, one by one
  s.split,    -- train | validation | test | held_out: it would have joined two sides
  s.reason    -- why it is held out
FROM fact.splits AS s
JOIN (SELECT value::JSON AS used FROM meta.current WHERE name = 'split')
  ON s.seed = (used->>'seed') AND s.ratios = (used->>'ratios')
WHERE s.row_id IN (SELECT row_id FROM curated.split_candidates)

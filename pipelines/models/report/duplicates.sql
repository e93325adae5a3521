-- Rows that repeat a better one. Every keeper is kept itself; what is not here repeats nothing.
-- grain: one row a removed row
-- reads: fact.duplicates
SELECT
  row_id AS module_id, -- attempt_id or module_id of the row that is removed
  keeper_id,           -- the row that stands for it: better by evidence, licence policy, stars, forks, age, content
  key,                 -- by what it repeats its keeper: text | comments | renamed | ports (ports in another order) | near
  round(jaccard, 4) AS jaccard -- shared token 5-grams over all of both; 1 for text and comments, null for renamed and ports
FROM fact.duplicates

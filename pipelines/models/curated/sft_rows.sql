-- Every attempt with its split or its refusal: what the SFT export writes and what it lists as refused.
-- grain: one row an attempt
-- columns: those of curated.sft_candidates, problem_group, split, refusal (null: exported)
-- reads: curated.sft_candidates, fact.splits, meta.current
WITH split AS (
  SELECT problem_key, problem_group, split FROM fact.splits,
    (SELECT value::JSON AS used FROM meta.current WHERE name = 'split')
  WHERE seed = (used->>'seed') AND validation_share = (used->>'share')::DOUBLE
), ranked AS (
  SELECT c.* EXCLUDE (refusal), s.problem_group, s.split,
    CASE
      WHEN refusal IS NOT NULL THEN refusal
      WHEN s.split IS NULL THEN 'no split yet'
      WHEN s.split = 'held_out' THEN 'its group joins train and validation'
    END AS refusal
  FROM curated.sft_candidates AS c LEFT JOIN split AS s USING (problem_key)
)
SELECT * EXCLUDE (refusal),
  -- One row a design and instruction: the same text twice teaches nothing new.
  CASE
    WHEN refusal IS NOT NULL THEN refusal
    WHEN row_number() OVER (PARTITION BY refusal IS NULL, instruction_sha256, rtl_sha256 ORDER BY attempt_id) > 1
      THEN 'same answer as another row'
  END AS refusal
FROM ranked

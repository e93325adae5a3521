-- Every attempt with its split or its refusal: what the SFT export writes and what it lists as refused.
-- grain: one row an attempt
-- columns: those of curated.sft_candidates, group_id, split, keeper_id, refusal (null: may be exported)
-- reads: curated.sft_candidates, curated.row_places
WITH placed AS (
  SELECT c.* EXCLUDE (refusal), p.* EXCLUDE (row_id, refusal), COALESCE(c.refusal, p.refusal) AS refusal
  FROM curated.sft_candidates AS c LEFT JOIN curated.row_places AS p ON p.row_id = c.attempt_id
), single AS (
  -- One row a design and instruction: the same text twice teaches nothing new.
  SELECT * EXCLUDE (refusal),
    CASE
      WHEN refusal IS NOT NULL THEN refusal
      WHEN row_number() OVER (PARTITION BY refusal IS NULL, instruction_sha256, rtl_sha256
          ORDER BY keeper_id IS NOT NULL, attempt_id) > 1
        THEN 'same answer as another row'
    END AS refusal
  FROM placed
)
SELECT * EXCLUDE (refusal, repeats_by),
  -- A row whose keeper may not be exported itself stands in for it, one row a keeper.
  CASE
    WHEN refusal IS NOT NULL THEN refusal
    WHEN keeper_id IS NOT NULL AND (keeper_id IN (SELECT attempt_id FROM single WHERE refusal IS NULL)
        OR row_number() OVER (PARTITION BY refusal IS NULL, keeper_id ORDER BY attempt_id) > 1)
      THEN 'repeats a better row (' || repeats_by || ')'
  END AS refusal
FROM single

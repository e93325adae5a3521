-- Every attempt with its split or its refusal: what the SFT export writes and what it lists as refused.
-- grain: one row an attempt
-- columns: those of curated.sft_candidates, group_id, split, keeper_id, refusal (null: may be exported)
-- reads: curated.sft_candidates, report.contamination, report.groups, fact.duplicates
WITH placed AS (
  SELECT c.* EXCLUDE (refusal), g.group_id, g.split, d.keeper_id, d.key AS repeats_by,
    CASE
      WHEN c.refusal IS NOT NULL THEN c.refusal
      WHEN n.decision = 'refused' THEN 'near protected benchmark ' || n.benchmark || ' (' || n.method || ')'
      WHEN n.decision = 'not_compared' THEN 'not compared with protected benchmarks yet'
      WHEN g.split IS NULL THEN 'no split yet'
      WHEN g.split = 'held_out' THEN 'held out: ' || g.reason
    END AS refusal
  FROM curated.sft_candidates AS c
  LEFT JOIN report.contamination AS n ON n.row_id = c.attempt_id
  LEFT JOIN report.groups AS g ON g.row_id = c.attempt_id
  LEFT JOIN fact.duplicates AS d ON d.row_id = c.attempt_id
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

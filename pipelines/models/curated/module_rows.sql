-- Every module of the corpora with its split or its refusal: what the export writes and what it lists as refused.
-- grain: one row a module of a current file
-- columns: those of curated.modules that an export needs; group_id, split, keeper_id, refusal (null: may be exported)
-- reads: curated.modules, curated.row_places
WITH placed AS (
  SELECT m.module_id, m.name, m.repo, m.path, m.position, m.line_start, m.line_end, m.licence, m.file_id, m.file_sha256,
    m.module_sha256, m.bundle_sha256, m.instruction_sha256, m.front_end, m.evidence,
    COALESCE(m.domain, 'unclassified') AS domain, COALESCE(m.tier, 'unclassified') AS tier,
    p.* EXCLUDE (row_id, refusal),
    CASE WHEN m.decision = 'testbench' THEN 'testbench' WHEN m.decision <> 'kept' THEN m.reason ELSE p.refusal END
      AS refusal
  FROM curated.modules AS m LEFT JOIN curated.row_places AS p ON p.row_id = m.module_id
)
SELECT * EXCLUDE (refusal, repeats_by),
  -- A row whose keeper may not be exported itself stands in for it, one row a keeper.
  CASE
    WHEN refusal IS NOT NULL THEN refusal
    WHEN keeper_id IS NOT NULL AND (keeper_id IN (SELECT module_id FROM placed WHERE refusal IS NULL)
        OR row_number() OVER (PARTITION BY refusal IS NULL, keeper_id ORDER BY module_id) > 1)
      THEN 'repeats a better row (' || repeats_by || ')'
  END AS refusal
FROM placed

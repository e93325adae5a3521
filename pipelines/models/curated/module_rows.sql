-- Every module of the corpora with its split or its refusal: what the export writes and what it lists as refused.
-- grain: one row a module of a current file
-- columns: those of curated.modules that an export needs; group_id, split, keeper_id, refusal (null: may be exported)
-- reads: curated.modules, report.contamination, report.groups, fact.duplicates
WITH placed AS (
  SELECT m.module_id, m.name, m.repo, m.path, m.position, m.line_start, m.line_end, m.licence, m.file_id, m.file_sha256,
    m.module_sha256, m.bundle_sha256, m.instruction_sha256, m.front_end, m.evidence,
    COALESCE(m.domain, 'unclassified') AS domain, COALESCE(m.tier, 'unclassified') AS tier,
    g.group_id, g.split, d.keeper_id, d.key AS repeats_by,
    CASE
      WHEN m.decision = 'testbench' THEN 'testbench'
      WHEN m.decision <> 'kept' THEN m.reason
      WHEN n.decision = 'refused' THEN 'near protected benchmark ' || n.benchmark || ' (' || n.method || ')'
      WHEN n.decision = 'not_compared' THEN 'not compared with protected benchmarks yet'
      WHEN g.split IS NULL THEN 'no split yet'
      WHEN g.split = 'held_out' THEN 'held out: ' || g.reason
    END AS refusal
  FROM curated.modules AS m
  LEFT JOIN report.contamination AS n ON n.row_id = m.module_id
  LEFT JOIN report.groups AS g ON g.row_id = m.module_id
  LEFT JOIN fact.duplicates AS d ON d.row_id = m.module_id
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

-- Where a row with a design lies, what better row it repeats, and what keeps it back for one of these reasons.
-- grain: one row an attempt with RTL, or a module of the corpora
-- columns: row_id, group_id, split, keeper_id, repeats_by (what it shares with its keeper), refusal (null: none of these)
-- reads: curated.dedupe_rows, report.contamination, report.groups, fact.duplicates
SELECT
  r.row_id,
  g.group_id,
  g.split,
  d.keeper_id,
  d.key AS repeats_by,
  CASE
    WHEN n.decision = 'refused' THEN 'near protected benchmark ' || n.benchmark || ' (' || n.method || ')'
    WHEN n.decision = 'not_compared' THEN 'not compared with protected benchmarks yet'
    WHEN g.split IS NULL THEN 'no split yet'
    WHEN g.split = 'held_out' THEN 'held out: ' || g.reason
  END AS refusal
FROM curated.dedupe_rows AS r
LEFT JOIN report.contamination AS n USING (row_id)
LEFT JOIN report.groups AS g USING (row_id)
LEFT JOIN fact.duplicates AS d USING (row_id)

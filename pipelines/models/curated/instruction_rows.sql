-- Rows of data sets that ask for a design and give it, with the split or the refusal that follows from its modules.
-- grain: one row a row of a data set that has an instruction and at least one module
-- columns: file_id, repo, path, name (of its last module), licence, file_sha256, instruction_sha256, domain, tier,
--          evidence (the least of its modules), group_id, split, refusal (null: may be exported)
-- reads: curated.module_rows
SELECT
  file_id,
  any_value(repo) AS repo,
  any_value(path) AS path,
  max_by(name, position) AS name,
  any_value(licence) AS licence,
  any_value(file_sha256) AS file_sha256,
  any_value(instruction_sha256) AS instruction_sha256,
  max_by(domain, position) AS domain,
  max_by(tier, position) AS tier,
  min_by(evidence, list_position(
    ['unparsed', 'parses', 'compiles', 'synthesizes', 'simulates', 'checked', 'mutant_checked', 'equivalent'], evidence))
    AS evidence,
  min(group_id) AS group_id,
  min(split) AS split,
  -- What repeats another row only in a part is no repeat.
  COALESCE(
    min(refusal) FILTER (WHERE NOT starts_with(refusal, 'repeats')),
    CASE WHEN count(*) = count(refusal) THEN min(refusal) END) AS refusal
FROM curated.module_rows WHERE instruction_sha256 IS NOT NULL
GROUP BY file_id

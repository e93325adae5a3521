-- Descriptions of modules that may be exported, with the classes that a model can learn from them.
-- grain: one row a text about a module row
-- columns: description_key, module_id, name, repo, licence, grain, source, model, grade, text, tier, domain, evidence, group_id, split, refusal (null: may be exported)
-- reads: curated.module_rows, curated.checked_descriptions
SELECT
  d.description_key,
  m.module_id,
  m.name,
  m.repo,
  m.licence,
  d.grain,
  d.source,
  d.model,
  d.grade,
  d.text,
  m.tier,
  m.domain,
  m.evidence,
  m.group_id,
  m.split,
  CASE
    WHEN m.refusal IS NOT NULL THEN m.refusal
    WHEN d.grade IN ('false', 'unusable') THEN 'the description is ' || d.grade
    WHEN 'unclassified' IN (m.tier, m.domain) THEN 'the module is not classified'
  END AS refusal
FROM curated.module_rows AS m
JOIN curated.checked_descriptions AS d USING (module_sha256)
WHERE d.grain IN ('line', 'summary', 'specification')
QUALIFY row_number() OVER (PARTITION BY d.description_key ORDER BY m.refusal IS NOT NULL, m.module_id) = 1

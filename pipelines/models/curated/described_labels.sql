-- Descriptions with the labels that a classifier learns, and the side of their group.
-- grain: one row a text of a module that has a side; a text about a module that stands in several places is one row
-- columns: description_key, source, grain, text, tier, domain, group_id, split
-- reads: curated.checked_descriptions, curated.modules, report.groups
SELECT d.description_key, d.source, d.grain, d.text, m.tier, m.domain, g.group_id, g.split
FROM curated.checked_descriptions AS d
JOIN curated.modules AS m USING (module_sha256)
JOIN report.groups AS g ON g.row_id = m.module_id
WHERE d.grain IN ('summary', 'specification') AND d.grade IN ('sound', 'flawed') AND g.split <> 'held_out'
QUALIFY row_number() OVER (PARTITION BY d.description_key ORDER BY m.module_id) = 1

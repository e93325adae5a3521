-- Every text about a module's text, with what the checks of today found and how it fared on the way back.
-- grain: one row a text
-- columns: those of fact.descriptions; grade, faults; round_trips (answers compared), fidelity (share that matched)
-- reads: fact.descriptions, fact.description_checks, fact.round_trips, meta.current
WITH newest AS (
  SELECT description_key, grade, faults FROM fact.description_checks
  WHERE checks = (SELECT value FROM meta.current WHERE name = 'describe')
), back AS (
  SELECT description_key, count(*) AS round_trips, avg((outcome = 'matches')::INTEGER) AS fidelity
  FROM fact.round_trips WHERE outcome <> 'undecided' GROUP BY 1
)
SELECT d.*, n.grade, n.faults, coalesce(b.round_trips, 0) AS round_trips, b.fidelity
FROM fact.descriptions AS d
LEFT JOIN newest AS n USING (description_key)
LEFT JOIN back AS b USING (description_key)
WHERE d.text <> ''

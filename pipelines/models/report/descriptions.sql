-- What is said of each module, by whom, and what it is worth.
-- grain: one row a module and text about it
-- reads: curated.modules, curated.checked_descriptions
SELECT
  m.module_id,       -- of report.modules
  m.name,            -- name of the module
  d.grain,           -- line | summary | specification | blocks | problem
  d.style,           -- engineer | student | terse; empty for structural texts
  d.source,          -- structural: only what the parsed structure proves; llm: written by a model
  d.model,           -- empty for structural texts
  d.prompt_version,  -- prompt file, version and style; of structural texts the version of the describer
  d.text,            -- the description
  d.grade,           -- sound (nothing found against it) | flawed | false | unusable
  d.faults,          -- JSON list of {check, weight, reason, excerpt}
  d.fidelity,        -- share of modules written from this text alone that behave as the original; null: not tried
  d.round_trips,     -- how many of these were compared
  d.tokens,          -- paid for it, in and out
  d.cost             -- in the currency of the endpoint's prices
FROM curated.modules AS m
JOIN curated.checked_descriptions AS d USING (module_sha256)
WHERE m.decision = 'kept'

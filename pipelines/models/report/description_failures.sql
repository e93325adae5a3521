-- Requests to a model that gave no description, and have none by now.
-- grain: one row a module and text that is missing, with its newest failure
-- reads: curated.modules, fact.description_failures, fact.descriptions
WITH newest AS (
  SELECT description_key, any_value(module_sha256) AS module_sha256, any_value(grain) AS grain,
    any_value(style) AS style, any_value(model) AS model, any_value(prompt_version) AS prompt_version,
    arg_max(kind, failed_at) AS kind, arg_max(message, failed_at) AS message, count(*)::INTEGER AS runs,
    max(failed_at) AS failed_at
  FROM fact.description_failures
  ANTI JOIN fact.descriptions USING (description_key)
  GROUP BY 1
)
SELECT
  m.module_id,       -- of report.modules
  m.name,            -- name of the module
  n.grain,           -- of the missing text
  n.style,           -- of the missing text
  n.model,           -- that was asked
  n.prompt_version,  -- prompt file, version and style
  n.kind,            -- rate_limited | server_error | timeout | network | broken_response | empty | truncated | filtered | refused | schema | rejected_request
  n.message,         -- what the endpoint said
  n.runs,            -- runs that tried
  n.failed_at        -- when the newest failed
FROM curated.modules AS m
JOIN newest AS n USING (module_sha256)
WHERE m.decision = 'kept'

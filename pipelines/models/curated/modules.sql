-- Every module of a current corpus file: where it comes from, whether it may leave, what is proved of it.
-- kind: table
-- grain: one row a module of a current file
-- columns: module_id, module_sha256, file_id, file_sha256, repository_id, repo, path, name, kind, position, start_offset, end_offset, line_start, line_end, stars, forks, mined_at, instruction_sha256, licence, licence_decision, licence_reason, parsed_from, evidence, compiles_alone, compiles_closure, way, front_end, bundle_sha256, top, stubs, cause, message, tier, tier_reasons, domain, domains, domain_reasons, decision (kept | rejected | testbench), reason
-- reads: curated.corpus_modules, curated.module_bundles, curated.bundle_licences, curated.file_licences, fact.proofs, fact.module_classes, curated.module_netlists, meta.current
-- line_start, line_end: of the module in its file; for a row of a data set, in the text that the row holds.
WITH proved AS (
  SELECT bundle_sha256, top, evidence FROM fact.proofs
  WHERE configuration = (SELECT value FROM meta.current WHERE name = 'prove')
), classes AS (
  SELECT module_sha256, netlist, surroundings, tier, tier_reasons, domain, domains, domain_reasons FROM fact.module_classes
  WHERE rules = (SELECT value FROM meta.current WHERE name = 'classify-modules')
), refused AS (
  -- A companion in the bundle that may not leave keeps the module back too.
  SELECT module_id, min_by(path, path) AS path, min_by(licence_reason, path) AS licence_reason
  FROM curated.bundle_licences GROUP BY module_id
), joined AS (
  SELECT
    m.*,
    l.licence,
    CASE WHEN refused.module_id IS NOT NULL THEN 'refused' ELSE l.licence_decision END AS licence_decision,
    CASE WHEN l.licence_decision = 'allowed' AND refused.module_id IS NOT NULL
      THEN refused.path || ': ' || refused.licence_reason ELSE l.licence_reason END AS licence_reason,
    coalesce(b.compiles_alone, false) AS compiles_alone,
    b.bundle_sha256 IS NOT NULL AS compiles_closure,
    b.way,
    b.front_end,
    b.bundle_sha256,
    b.top,
    b.stubs,
    b.cause,
    b.message,
    c.tier,
    c.tier_reasons,
    c.domain,
    c.domains,
    c.domain_reasons,
    CASE
      WHEN b.bundle_sha256 IS NOT NULL THEN coalesce(proved.evidence, 'compiles')
      WHEN m.parsed_from = 'tree' THEN 'parses' ELSE 'unparsed' END AS evidence
  FROM curated.corpus_modules AS m
  LEFT JOIN curated.module_bundles AS b USING (module_id)
  LEFT JOIN curated.file_licences AS l USING (file_id)
  LEFT JOIN refused USING (module_id)
  LEFT JOIN curated.module_netlists AS n USING (module_id)
  LEFT JOIN classes AS c ON c.module_sha256 = m.module_sha256 AND c.netlist = n.netlist AND c.surroundings = n.surroundings
  LEFT JOIN proved ON proved.bundle_sha256 = b.bundle_sha256 AND proved.top = b.top
  WHERE m.kind = 'module'
)
SELECT
  module_id,
  module_sha256,
  file_id,
  sha256 AS file_sha256,
  repository_id,
  repo,
  path,
  name,
  kind,
  position,
  start_offset,
  end_offset,
  module_line_start AS line_start,
  module_line_end AS line_end,
  stars,
  forks,
  mined_at,
  instruction_sha256,
  licence,
  licence_decision,
  licence_reason,
  parsed_from,
  evidence,
  compiles_alone,
  compiles_closure,
  way,
  front_end,
  bundle_sha256,
  top,
  stubs,
  cause,
  message,
  tier,
  tier_reasons,
  domain,
  domains,
  domain_reasons,
  CASE WHEN decision = 'testbench' THEN 'testbench'
    WHEN licence_decision = 'refused' OR NOT compiles_closure THEN 'rejected' ELSE 'kept' END AS decision,
  CASE WHEN decision = 'testbench' THEN reason
    WHEN NOT compiles_closure THEN 'does not compile: ' || coalesce(cause, 'not tried')
    WHEN licence_decision = 'refused' THEN 'licence: ' || coalesce(licence_reason, 'refused') END AS reason
FROM joined

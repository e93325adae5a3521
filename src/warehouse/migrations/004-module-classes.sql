-- How complex a module is and what it is for. netlist: `cells/depth` of its bundle as synthesized, '' before that.
-- rules: version of the classifier and content of the rules. measures: JSON of what was counted; tier_reasons,
-- domains and domain_reasons: JSON lists. Key: (module_sha256, netlist, rules).
CREATE TABLE fact.module_classes (
  module_sha256 VARCHAR, netlist VARCHAR, rules VARCHAR, measures VARCHAR, tier VARCHAR, tier_reasons VARCHAR,
  domain VARCHAR, domains VARCHAR, domain_reasons VARCHAR);

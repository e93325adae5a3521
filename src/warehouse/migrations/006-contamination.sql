-- Protected benchmarks and the groups that splits are made of.

-- The nearest protected problem to a row by one method, above a small floor; method `none` where there is none, so
-- that a row that was compared has a fact. trivial: the problem's design is one that anybody would write so.
-- spec_sha256 and text_sha256 are '' where the row lacks them. registry_key: hash over all protected problems.
-- Key: (text, specification, registry_key, version, method).
CREATE TABLE fact.contaminations (
  text_sha256 VARCHAR, spec_sha256 VARCHAR, registry_key VARCHAR, version INTEGER, method VARCHAR,
  reference_id VARCHAR, benchmark VARCHAR, problem_id VARCHAR, score DOUBLE, trivial BOOLEAN);
-- fact.splits holds the side of a row from here on, no longer that of a problem, and is drawn anew once. split: train |
-- validation | test | held_out, with the reason in the last case. Key: (row, seed, ratios).
CREATE OR REPLACE TABLE fact.splits (
  row_id VARCHAR, seed VARCHAR, ratios VARCHAR, group_id VARCHAR, split VARCHAR, reason VARCHAR);

-- What is said of modules, by structure or by models, and what it is worth.

-- Every answer that was paid for. key: all of the request that can change it (src/llm/llm-request.ts).
CREATE TABLE fact.llm_answers (
  key VARCHAR, model VARCHAR, prompt_version VARCHAR, text VARCHAR, input_tokens INTEGER, output_tokens INTEGER,
  cost DOUBLE);

-- One row a text about a module's text. source: structural | llm; style, model and answer_key are '' for structural
-- ones. Key: (module_sha256, grain, style, source, model, prompt_version, settings).
CREATE TABLE fact.descriptions (
  description_key VARCHAR, module_sha256 VARCHAR, grain VARCHAR, style VARCHAR, source VARCHAR, model VARCHAR,
  prompt_version VARCHAR, settings VARCHAR, text VARCHAR, tokens INTEGER, cost DOUBLE);

-- What the checks found in a text. checks: their version and the protected benchmarks of then. faults: JSON list of
-- {check, weight, reason, excerpt}. Key: (description_key, checks).
CREATE TABLE fact.description_checks (
  description_key VARCHAR, checks VARCHAR, grade VARCHAR, faults VARCHAR);

-- Requests that gave no text, one row a run that tried. kind: of src/llm/call-failure.ts; failed_at: UTC, ISO 8601.
CREATE TABLE fact.description_failures (
  description_key VARCHAR, run VARCHAR, module_sha256 VARCHAR, grain VARCHAR, style VARCHAR, model VARCHAR,
  prompt_version VARCHAR, settings VARCHAR, kind VARCHAR, message VARCHAR, status INTEGER, failed_at VARCHAR);

-- RTL written from a description alone, compared with the module. outcome: matches | differs | does_not_compile |
-- no_rtl | undecided | no_answer. Key: (description_key, sample, configuration).
CREATE TABLE fact.round_trips (
  description_key VARCHAR, sample INTEGER, configuration VARCHAR, model VARCHAR, prompt_version VARCHAR,
  rtl_sha256 VARCHAR, outcome VARCHAR, detail VARCHAR, tokens INTEGER, cost DOUBLE);

-- What a classifier from descriptions to labels is worth on groups that it never saw. report: JSON of ClassifierWorth (src/report/classifier-report.ts).
-- Key: (target, source, fingerprint of the rows it was trained and tried on).
CREATE TABLE fact.classifiers (
  target VARCHAR, source VARCHAR, fingerprint VARCHAR, train_rows INTEGER, train_groups INTEGER, heldout_groups INTEGER,
  report VARCHAR, sequence INTEGER);

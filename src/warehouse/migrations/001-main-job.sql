-- Three layers: raw (immutable, what came in), fact (what was found out, keyed by what it depends on),
-- and views over both (curated, report; see pipelines/models). No indexes: a batch compares its keys with the table before it is appended.

CREATE SCHEMA raw;
CREATE SCHEMA fact;
CREATE SCHEMA curated;
CREATE SCHEMA report;

-- One row a text, named by its SHA-256.
CREATE TABLE raw.documents (sha256 VARCHAR, bytes INTEGER, text VARCHAR);

-- A design or testbench of several files. A single file is its own bundle and has no row here.
CREATE TABLE raw.bundle_files (bundle_sha256 VARCHAR, position INTEGER, name VARCHAR, sha256 VARCHAR);

-- One row an input file that was read to its end. role: traces | references | protected.
CREATE TABLE raw.sources (
  source_id VARCHAR, role VARCHAR, path VARCHAR, content_sha256 VARCHAR, bytes BIGINT, sequence INTEGER,
  records INTEGER, kept INTEGER, rejected INTEGER, mappings VARCHAR, finished_at TIMESTAMPTZ);

-- The original record, whole, beside the columns mapped from it.
CREATE TABLE raw.records (
  record_id VARCHAR, source_id VARCHAR, path VARCHAR, ordinal INTEGER, line INTEGER, mapping VARCHAR, text VARCHAR);

CREATE TABLE raw.attempts (
  attempt_id VARCHAR, record_id VARCHAR, source_id VARCHAR, part INTEGER, run_id VARCHAR, problem_id VARCHAR,
  model VARCHAR, agent VARCHAR, iteration INTEGER, iteration_label VARCHAR, recorded_at VARCHAR,
  category VARCHAR, complexity VARCHAR, difficulty VARCHAR, claimed VARCHAR, claimed_text VARCHAR,
  instruction_sha256 VARCHAR, header_sha256 VARCHAR, answer_sha256 VARCHAR, answer_protocol VARCHAR,
  design_sha256 VARCHAR, testbench_sha256 VARCHAR, reference_sha256 VARCHAR,
  compile_log_sha256 VARCHAR, simulation_log_sha256 VARCHAR, messages VARCHAR, metadata VARCHAR);

CREATE TABLE raw.problem_references (
  reference_id VARCHAR, record_id VARCHAR, source_id VARCHAR, problem_id VARCHAR, category VARCHAR,
  testbench_sha256 VARCHAR, design_sha256 VARCHAR, header_sha256 VARCHAR, instruction_sha256 VARCHAR,
  benchmark VARCHAR, protected BOOLEAN);

-- Records that are no attempt and no reference: diagnoses, repairs, summaries of a run.
CREATE TABLE raw.events (
  event_id VARCHAR, record_id VARCHAR, source_id VARCHAR, kind VARCHAR, run_id VARCHAR, problem_id VARCHAR,
  model VARCHAR, stage VARCHAR, iteration INTEGER, recorded_at VARCHAR, claimed VARCHAR, payload VARCHAR);

-- Every input row that could not be taken, with where and why.
CREATE TABLE raw.rejects (
  reject_id VARCHAR, source_id VARCHAR, path VARCHAR, line INTEGER, code VARCHAR, reason VARCHAR, excerpt VARCHAR);

-- RTL found in a model's answer. Key: (answer, header, protocol, version).
CREATE TABLE fact.extractions (
  extraction_key VARCHAR, version INTEGER, answer_sha256 VARCHAR, header_sha256 VARCHAR, protocol VARCHAR,
  rtl_sha256 VARCHAR, form VARCHAR, cuts VARCHAR, failure_stage VARCHAR, failure_cause VARCHAR, message VARCHAR);

-- What a testbench's text says of itself. Key: (testbench, version).
CREATE TABLE fact.testbenches (
  testbench_sha256 VARCHAR, version INTEGER, checks BOOLEAN, how VARCHAR, top_modules VARCHAR,
  modules VARCHAR, instances VARCHAR, packages VARCHAR);

-- What compiling and simulating did, in the tool's words.
-- Key: (design bundle, testbench bundle, configuration = tool version, flags, limits, confinement).
-- testbench_sha256 is '' where there is none and the design was only compiled.
CREATE TABLE fact.simulations (
  simulation_key VARCHAR, configuration VARCHAR, rtl_sha256 VARCHAR, testbench_sha256 VARCHAR, tool VARCHAR, flags VARCHAR,
  limits VARCHAR, sandbox VARCHAR,
  preprocess_outcome VARCHAR, compile_outcome VARCHAR, simulation_outcome VARCHAR, exit_code INTEGER,
  cpu_ms DOUBLE, retried BOOLEAN, log_truncated BOOLEAN, compile_log VARCHAR, simulation_log VARCHAR,
  side_effects VARCHAR, failure_stage VARCHAR, failure_cause VARCHAR, message VARCHAR,
  failure_file VARCHAR, failure_line INTEGER);

-- What the simulation means. Key: (simulation, judge version and patterns).
CREATE TABLE fact.judgements (
  simulation_key VARCHAR, judge VARCHAR, verdict VARCHAR, evidence VARCHAR, failure_stage VARCHAR,
  failure_cause VARCHAR, message VARCHAR, failure_file VARCHAR, failure_line INTEGER,
  pattern VARCHAR, samples BIGINT, mismatches BIGINT);

-- What recorded category and complexity names mean in the one taxonomy. Key: (category, complexity, taxonomy).
CREATE TABLE fact.classifications (
  category VARCHAR, complexity VARCHAR, taxonomy VARCHAR, domain VARCHAR, tier VARCHAR, unmapped VARCHAR);

-- Which split a problem lies in; what was decided once stays. Key: (problem, seed, share).
CREATE TABLE fact.splits (
  problem_key VARCHAR, seed VARCHAR, validation_share DOUBLE, problem_group VARCHAR, split VARCHAR);

-- Which parameters the newest run used: the views read the facts of these and no others.
CREATE TABLE meta.current (name VARCHAR, value VARCHAR);

CREATE TABLE meta.stage_runs (
  run_id VARCHAR, stage VARCHAR, version INTEGER, parameters VARCHAR, rows_in BIGINT, kept BIGINT,
  rejected BIGINT, new_rows BIGINT, started_at TIMESTAMPTZ, seconds DOUBLE);

-- Answers run beside the reference design of their problem, and testbenches generated for references.

-- One answer beside one reference. outcome: compared | compile_fail | port_mismatch | timeout | runtime_fail |
-- refused | reference_unusable. Key: (answer bundle, reference bundle, configuration = stage version, seed, tool).
CREATE TABLE fact.comparisons (
  comparison_key VARCHAR, configuration VARCHAR, rtl_sha256 VARCHAR, reference_sha256 VARCHAR, outcome VARCHAR,
  reason VARCHAR, cycles INTEGER, tool VARCHAR, sandbox VARCHAR);

-- One output of that. mismatches is null where nothing was compared. first_mismatch is a time in ns; inputs and
-- lead_up (the steps before) are JSON, values hexadecimal; expected and got are bits. Key: (comparison, position).
CREATE TABLE fact.signal_verdicts (
  comparison_key VARCHAR, position INTEGER, signal VARCHAR, samples INTEGER, mismatches INTEGER,
  first_mismatch BIGINT, first_cycle INTEGER, expected VARCHAR, got VARCHAR, inputs VARCHAR, lead_up VARCHAR,
  coupled BOOLEAN);

-- A testbench generated for a reference; testbench_sha256 is null where none could be made (reason).
-- Key: (reference bundle, configuration = stage version, mutants, seed, tools, verdict patterns).
CREATE TABLE fact.generated_testbenches (
  reference_sha256 VARCHAR, configuration VARCHAR, testbench_sha256 VARCHAR, top VARCHAR, nonce VARCHAR,
  cycles INTEGER, mutants INTEGER, killed INTEGER, equivalent INTEGER, undecided INTEGER, invalid INTEGER,
  survivors VARCHAR, score DOUBLE, score_low DOUBLE, score_high DOUBLE, accepted_stubs INTEGER, states INTEGER,
  transitions INTEGER, states_covered INTEGER, covered INTEGER, machines VARCHAR, reason VARCHAR, seconds DOUBLE);

-- What an answer gets from a generated testbench, beside what its own testbench said. origin is `generated`.
-- Key: (answer bundle, testbench, configuration).
CREATE TABLE fact.retests (
  rtl_sha256 VARCHAR, testbench_sha256 VARCHAR, configuration VARCHAR, origin VARCHAR, verdict VARCHAR,
  evidence VARCHAR, failure_stage VARCHAR, failure_cause VARCHAR, message VARCHAR, samples BIGINT,
  mismatches BIGINT);

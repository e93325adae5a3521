-- How strong testbenches are, and which answers are proved to be the reference.

-- How strong a testbench is for one design: the reference of its problem, or a design that passes it.
-- Key: (design bundle, testbench bundle, configuration = stage version, mutants, seed, tools, verdict patterns).
-- verdict is what the design itself gets; the rest is null unless that is a pass. Lists are JSON texts.
CREATE TABLE fact.testbench_strength (
  strength_key VARCHAR, configuration VARCHAR, design_sha256 VARCHAR, testbench_sha256 VARCHAR,
  design_origin VARCHAR, top VARCHAR, tools VARCHAR, verdict VARCHAR, message VARCHAR,
  available INTEGER, mutants INTEGER, invalid INTEGER, killed INTEGER, equivalent INTEGER, undecided INTEGER,
  score DOUBLE, score_low DOUBLE, score_high DOUBLE, lowest_score DOUBLE,
  survivors VARCHAR, undecided_mutants VARCHAR, stubs VARCHAR, accepted_stubs INTEGER,
  states INTEGER, transitions INTEGER, states_covered INTEGER, covered INTEGER, machines VARCHAR, seconds DOUBLE);

-- What a mistake in a design makes a testbench print, to recognise the mistake in answers that print the same.
-- Key: (testbench bundle, configuration of the strength, hash of the log).
CREATE TABLE fact.mutant_logs (
  testbench_sha256 VARCHAR, configuration VARCHAR, log_sha256 VARCHAR, operator VARCHAR, cause VARCHAR,
  line INTEGER, before_text VARCHAR, after_text VARCHAR, mutants INTEGER);

-- The mistake by which a failed simulation looks: null where none of the mutants printed the same.
-- Key: (simulation, configuration of the strength).
CREATE TABLE fact.autopsies (
  simulation_key VARCHAR, configuration VARCHAR, cause VARCHAR, operator VARCHAR, line INTEGER,
  before_text VARCHAR, after_text VARCHAR);

-- Whether an answer that passes is the reference. Key: (answer bundle, reference bundle, configuration).
CREATE TABLE fact.equivalences (
  rtl_sha256 VARCHAR, reference_sha256 VARCHAR, configuration VARCHAR, verdict VARCHAR, how VARCHAR, seconds DOUBLE);

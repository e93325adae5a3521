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

-- What a mistake in a design makes a testbench print, to find answers with the same mistake by their log.
-- Key: (testbench bundle, configuration of the strength, mutant). The edit is [start_offset, end_offset) of a file of
-- the design; file is null where all outputs are tied to one level.
CREATE TABLE fact.mutant_logs (
  testbench_sha256 VARCHAR, configuration VARCHAR, mutant_id VARCHAR, log_sha256 VARCHAR, design_sha256 VARCHAR,
  top VARCHAR, operator VARCHAR, file VARCHAR, start_offset INTEGER, end_offset INTEGER, replacement VARCHAR,
  line INTEGER, before_text VARCHAR, after_text VARCHAR);

-- The mistake in the reference that a failed design is proved to have; cause is null where none was found among those
-- that make the testbench print the same. Key: (simulation, configuration of the strength).
CREATE TABLE fact.autopsies (
  simulation_key VARCHAR, configuration VARCHAR, cause VARCHAR, mutant_id VARCHAR, candidates INTEGER, how VARCHAR,
  seconds DOUBLE);

-- Whether an answer that passes is the reference. Key: (answer bundle, reference bundle, configuration).
CREATE TABLE fact.equivalences (
  rtl_sha256 VARCHAR, reference_sha256 VARCHAR, configuration VARCHAR, verdict VARCHAR, how VARCHAR, seconds DOUBLE);

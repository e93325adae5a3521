-- Every attempt with what re-simulating it said, beside what its record claimed.
-- grain: one row an attempt
-- reads: curated.judged_attempts
SELECT
  attempt_id,           -- name of the attempt: `quarry show <attempt_id>`
  run_id,               -- run that made it, as recorded
  problem_id,           -- task or specification
  model,                -- model that answered
  iteration,            -- place in its run, from 0
  domain,               -- from the recorded category, never guessed
  tier,                 -- from the recorded complexity, never guessed
  verdict,              -- pass | fail | compile_fail | timeout | no_check | no_testbench | no_rtl | harness_fault; null: not simulated yet
  evidence,             -- how much that verdict proves, see ARCHITECTURE.md
  failure_stage,        -- where it failed; harness: not the design's fault
  failure_cause,        -- why it failed
  cause_evidence,       -- how that is known beyond the log: the mistake proved, or each wrong output with its first mismatch; null: by the log
  message,              -- the tool's own words
  failure_file,         -- file that the tool names
  failure_line,         -- line that the tool names
  claimed,              -- verdict that the record claims: pass | fail | compile_fail | timeout | error | unknown
  claim_disagrees,      -- true: record and re-simulation disagree; null: not comparable
  samples,              -- samples that the testbench counted
  mismatches,           -- of these, wrong
  proof,                -- beside the reference design: equivalent | different | undecided; null: not tried
  category,             -- category as recorded
  difficulty,           -- difficulty as recorded
  agent,                -- agent or stage that wrote it
  recorded_at,          -- time in the record, UTC
  protected,            -- belongs to a protected benchmark: never exported
  rtl_sha256,           -- design under test (document or bundle)
  testbench_sha256,     -- testbench it was tried with
  testbench_origin,     -- own: from the record; reference: from a references file; generated: from the reference design
  own_testbench_sha256, -- the one that a generated testbench replaces, where testbench_origin is generated
  own_verdict,          -- verdict that it gave
  tool,                 -- simulator and version
  sandbox,              -- bubblewrap | limits-only
  cpu_ms,               -- CPU time of compile and simulation
  path,                 -- input file
  line,                 -- line in it, from 1
  instruction_sha256,   -- what was asked for
  header_sha256,        -- module head that the answer continues
  reference_sha256      -- reference design named by the record
FROM curated.judged_attempts

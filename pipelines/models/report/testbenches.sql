-- How strong the testbenches are: which share of the mistakes put into a design they notice.
-- grain: one row a testbench that was measured
-- reads: curated.measured_testbenches
SELECT
  design_sha256,                    -- design that the mistakes were put into
  testbench_sha256,                 -- testbench
  origin,                           -- reference: measured with that of the problem; answer: with one that passes; generated: made from the reference
  mutants,                          -- mistakes tried, one at a time
  killed,                           -- of these, noticed
  equivalent,                       -- of these, proved to change nothing
  undecided,                        -- of these, not noticed, and not known to change anything
  invalid,                          -- of these, do not compile
  json_array_length(survivors) AS not_noticed, -- of these, not noticed though they change what the design does
  score,                            -- killed / (killed + not_noticed)
  score_low,                        -- 95 % Wilson interval of the score
  score_high,                       -- its other end
  accepted_stubs,                   -- designs that do nothing right and pass (outputs all 0, all 1, all x; prints the verdict)
  is_strong,                        -- kills enough mutants and accepts no stub: passing attempts are mutant_checked
  states,                           -- reachable states of the design's state machines; null: none
  transitions,                      -- reachable transitions
  states_covered,                   -- of the states, visited under this testbench
  covered,                          -- of the transitions, taken under this testbench
  survivors,                        -- JSON list of the mistakes not noticed: operator, file, line, before, after, how
  machines                          -- JSON list of the machines with what was never visited
FROM curated.measured_testbenches

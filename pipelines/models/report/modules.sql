-- Every module of the corpora with its provenance, its licence and what is proved of it.
-- grain: one row a module of a current file
-- reads: curated.modules
SELECT
  module_id,         -- name of the module: `quarry bundle <module_id>`
  name,              -- as declared
  repo,              -- repository, folder, archive or data set that it comes from
  path,              -- file in it
  line_start,        -- first line in the file, from 1
  line_end,          -- last line in the file
  licence,           -- SPDX expression of its file; null: unknown
  licence_decision,  -- allowed | refused by the chosen policy, companions in its bundle included; null: not looked at
  evidence,          -- unparsed | parses | compiles | synthesizes | simulates
  compiles_alone,    -- whether its file compiles by itself
  compiles_closure,  -- whether it compiles with the files that it needs
  front_end,         -- who compiled it: iverilog | verilator; null: nobody
  tier,              -- basic | intermediate | advanced | expert; null: not classified
  domain,            -- of the one taxonomy; null: not classified
  decision,          -- kept | rejected | testbench
  reason,            -- why it is not kept
  bundle_sha256      -- the bundle that compiles; null: none does
FROM curated.modules

# rtl-quarry. `make help` lists the targets.
SHELL := /bin/sh
export PATH := $(CURDIR)/node_modules/.bin:$(PATH)

TRACES ?=
REFERENCES ?=
PROTECTED ?=
REPOSITORIES ?=
CORPORA ?=
ENDPOINT ?=
MODEL ?=
FOREIGN_MUTANTS ?=
WAREHOUSE ?= data/warehouse.duckdb

# The shell reads the values itself, so that file names may hold spaces and quotes.
export TRACES REFERENCES PROTECTED REPOSITORIES CORPORA ENDPOINT MODEL FOREIGN_MUTANTS WAREHOUSE
settings = $(if $(TRACES),--set "traces=$$TRACES") $(if $(or $(TRACES),$(REFERENCES)),--set "references=$$REFERENCES") $(if $(PROTECTED),--set "protected=$$PROTECTED")

.DEFAULT_GOAL := help
.PHONY: help describe bench-licences setup venv mine-traces mine-github test test-slow check docs samples bench-corpus bench-closure bench-verify bench-memory bench-kill bench-dedupe venv-bench bench-fsm bench-contamination bench-classes bench-describe bench-descriptions bench-strength bench-families bench-round-trip bench-duplicates-known bench-truth bench-testbenches bench-signals bench-generate bench-slices clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo
	@echo "  make mine-traces TRACES=rollouts.jsonl REFERENCES=tasks.jsonl \\"
	@echo "                   PROTECTED=benchmarks/ WAREHOUSE=my.duckdb"

setup: ## install what is missing: tools and Node packages
	@tools/setup.sh

mine-traces: setup ## traces in; verdicts, weak domains, training set out
	@bin/quarry run pipelines/mine-traces.yaml $(settings) --warehouse "$$WAREHOUSE"

mine-github: setup ## repositories and data sets in, modules out; CORPORA="source ... or list.yaml"
	@bin/quarry run pipelines/mine-github.yaml $(if $(CORPORA),--set "corpora=$$CORPORA") --warehouse "$$WAREHOUSE"

describe: setup ## describe mined modules; ENDPOINT=http://localhost:8000/v1 MODEL=name asks a model too
	@bin/quarry run pipelines/describe.yaml $(if $(ENDPOINT),--set "endpoint=$$ENDPOINT" --set "model=$$MODEL") --warehouse "$$WAREHOUSE"

test: setup ## run all quick tests
	@vitest run

venv: ## Python with the real consumers of exports, for their tests
	@test -x .venv/bin/python || python3 -m venv .venv
	@.venv/bin/python -m pip install --quiet --disable-pip-version-check -r python/requirements.txt

test-slow: setup ## run the slow tests; `make venv` first adds those with HF datasets
	@QUARRY_SLOW=1 vitest run

check: setup ## format, lint, types, unused code
	@biome ci .
	@tsc --noEmit
	@knip

docs: setup ## write the generated references under docs/
	@node tools/make-docs.ts

samples: setup ## make data/samples again
	@node tools/make-samples.ts

bench-dedupe: setup ## signatures beside text-dedup, datatrove, rensa; recall; a million modules
	@node bench/dedupe.ts $(REPOSITORIES)
	@node --max-old-space-size=4096 bench/dedupe-recall.ts $(REPOSITORIES)
	@node bench/dedupe-scale.ts

venv-bench: ## Python with the tools that bench-dedupe measures beside ours
	@test -x .venv-bench/bin/python || python3 -m venv .venv-bench
	@.venv-bench/bin/python -m pip install --quiet --disable-pip-version-check --no-deps -r python/requirements-bench.txt

bench-corpus: setup ## reading to hashing by stage: MB/s a core, memory, growth; FILES="1000 100000" REPOSITORIES="clone ..." ROUNDS=3
	@node bench/corpus.ts --rounds $(or $(ROUNDS),3) --repositories "$(REPOSITORIES)" $(FILES)

bench-closure: setup ## share of REPOSITORIES that compiles alone, by closure, with both front ends
	@node bench/closure.ts

bench-verify: setup ## cold and warm run beside xargs over iverilog && vvp
	@node bench/verify.ts

bench-memory: setup ## peak memory over a 1 GB synthetic trace
	@node bench/memory.ts

bench-licences: setup ## licence decisions of CORPORA as a table to check by hand
	@node bench/licences.ts $(if $(CORPORA),"$$CORPORA")

bench-kill: setup ## kill a run at 20 random moments and compare the result
	@node bench/kill.ts

bench-fsm: setup ## state machines found in the VerilogEval references of ../shared
	@node bench/fsm-finder.ts

bench-contamination: setup ## plant benchmark answers in disguise, then count hits in clean corpora (REPOSITORIES=)
	@node bench/contamination.ts $(REPOSITORIES)

bench-classes: setup ## tier and domain beside 1,217 labels; REPOSITORIES=folder of clones named owner+name
	@node bench/module-classes.ts --write

bench-describe: setup ## quarry describe against an instant endpoint: requests a second, warm run, kills
	@node bench/describe.ts

bench-descriptions: setup ## faults planted into descriptions, and false alarms on correct ones
	@node bench/description-checks.ts

bench-round-trip: setup ## fidelity of right code and of mutants, over the VerilogEval references of ../shared
	@node bench/round-trip.ts

bench-duplicates-known: setup ## duplicates by row and by module of two known sets, differences explained; ROWS=1 names them
	@node bench/duplicates-known.ts $(if $(ROWS),--rows)

bench-strength: setup ## how strong a benchmark's own testbenches are
	@node bench/strength.ts

bench-generate: setup ## what quarry generate is judged by; COUNT=1200 for the whole (default 180, twice)
	@node bench/generate.ts $(if $(COUNT),--count $(COUNT))

bench-families: setup ## variety of the generator's designs, and how strong their testbenches are
	@node bench/families.ts

bench-truth: setup ## mutants a second beside a plain loop over iverilog && vvp; every fate compared
	@node bench/truth.ts

bench-testbenches: setup ## generated testbenches: references accepted, stubs rejected, mutants killed (REFERENCES=, FOREIGN_MUTANTS=)
	@node bench/testbenches.ts "$$REFERENCES" "" "" $(if $(FOREIGN_MUTANTS),"$$FOREIGN_MUTANTS")

bench-signals: setup ## verdicts an output on real rollouts beside what VerilogEval prints
	@node bench/signal-verdicts.ts

bench-slices: setup ## what drives each output, proved, of VerilogEval's references or REPOSITORIES=
	@node bench/slices.ts

clean: ## remove the warehouse, reports and exports
	rm -rf data/warehouse.duckdb* data/reports data/exports

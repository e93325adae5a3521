import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SILENT } from '../src/engine/progress.ts';
import { stageContext } from '../src/engine/stage-context.ts';
import { designMutants } from '../src/truth/design-mutants.ts';
import { openStrengthTools, type StrengthToolset } from '../src/truth/strength-tools.ts';
import { judgeOf } from '../src/truth/testbench-judge.ts';
import { loadVerdictPatterns } from '../src/truth/verdict-patterns.ts';
import { loadParser } from '../src/verilog/parser.ts';
import { Warehouse } from '../src/warehouse/warehouse.ts';
import { storeModules } from '../test/stages/describe/modules-to-describe.ts';
import { type LlmQuestion, startLlmEndpoint } from '../test/support/llm-endpoint.ts';

/**
 * Round trips over the references of VerilogEval: `quarry describe --round-trips 1` at an endpoint that writes the
 * right code for one half of the modules and a mutant for the other, then with the halves changed over. A mutant is
 * taken only when the benchmark's own testbench, which the round trip never sees, rejects it. Fidelity must be 1 for
 * right code and 0 for a mutant; all that is not so is shown.
 * Usage: node bench/round-trip.ts [references.jsonl]
 */
const PROJECT = join(import.meta.dirname, '..');
const file = process.argv[2] || join(PROJECT, '../shared/data/benchmarks/verilogeval_human_references.jsonl');
/** Mutants of a reference that are tried until one is rejected. */
const TRIES = 25;

if (!existsSync(file)) {
  console.log(`bench-round-trip: not run, ${file} is not there`);
  process.exit(0);
}

interface Reference {
  task_id: string;
  module_code: string;
  testbench: string;
}

interface Answers {
  task: string;
  source: string;
  mutant: string;
  mistake: string;
}

const references = readFileSync(file, 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Reference);
await loadParser();
const tasks = await chooseMutants(references);
console.log(
  `${tasks.length} of ${references.length} references have a mutant that their own testbench rejects`,
);
const wrong = (await runHalf(tasks, 0)) + (await runHalf(tasks, 1));
console.log(wrong === 0 ? 'every fidelity is right' : `${wrong} fidelities are not right`);

async function chooseMutants(rows: readonly Reference[]): Promise<Answers[]> {
  const patterns = loadVerdictPatterns(join(PROJECT, 'pipelines/verdict-patterns.yaml'));
  const tools = await openStrengthTools();
  try {
    const chosen: Answers[] = [];
    for (const row of rows) {
      const twin = chosen.find(({ source }) => source === row.module_code);
      // A text is described once, whatever tasks it solves.
      if (twin !== undefined) {
        console.log(`${row.task_id}: left out, the same text as ${twin.task}`);
        continue;
      }
      const found = await rejectedMutant(tools, row, patterns);
      if (typeof found === 'string') console.log(`${row.task_id}: left out, ${found}`);
      else chosen.push({ task: row.task_id, source: row.module_code, ...found });
    }
    return chosen;
  } finally {
    await tools.close();
  }
}

/** The first mutant that the benchmark's testbench calls wrong, or why there is none. */
async function rejectedMutant(
  { simulator }: StrengthToolset,
  { module_code, testbench }: Reference,
  patterns: ReturnType<typeof loadVerdictPatterns>,
): Promise<{ mutant: string; mistake: string } | string> {
  const judge = judgeOf([{ name: 'testbench.sv', text: testbench }], patterns);
  const design = [{ name: 'reference.sv', text: module_code }];
  const own = judge.judge(await simulator.run(judge.job(design)), design);
  if (own.verdict !== 'pass') return `the reference itself: ${own.verdict}, ${own.failure?.message ?? ''}`;
  const { mutants } = designMutants(design, 'top_module', { limit: TRIES, seed: 'round trip' });
  for (const { design: mutated, operator, before, after } of mutants) {
    const files = mutated();
    const { verdict } = judge.judge(await simulator.run(judge.job(files)), files);
    if (verdict === 'fail') {
      return { mutant: files[0]!.text, mistake: `${operator}: ${before.trim()} -> ${after.trim()}` };
    }
  }
  return `none of ${mutants.length} mutants is rejected`;
}

/** Describes all and turns them back; modules whose place has this parity get a mutant. Returns wrong fidelities. */
async function runHalf(answers: readonly Answers[], parity: number): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'quarry-bench-'));
  const isMutant = (at: number): boolean => at % 2 === parity;
  const server = await startLlmEndpoint((question) => ({ say: answer(question, answers, isMutant) }));
  try {
    const path = join(folder, 'w.duckdb');
    const hashes = await fill(path, answers);
    const started = performance.now();
    await describe(path, server.baseUrl);
    const seconds = (performance.now() - started) / 1000;
    const warehouse = await Warehouse.open(path, { readOnly: true });
    const rows = await warehouse.rows<{ module: string; outcome: string; detail: string | null }>(
      `SELECT module_sha256 AS module, outcome, detail FROM fact.round_trips
       JOIN fact.descriptions USING (description_key)`,
    );
    const fidelities = await warehouse.rows<{ module: string; fidelity: number | null }>(
      `SELECT module_sha256 AS module, fidelity FROM report.descriptions JOIN curated.modules USING (module_id)
       WHERE source = 'llm'`,
    );
    await warehouse.close();
    const outcomes = new Map(rows.map((row) => [row.module, row]));
    const fidelityOf = new Map(fidelities.map((row) => [row.module, row.fidelity]));
    let wrong = 0;
    let undecided = 0;
    const right = [0, 0];
    for (const [at, { task, mistake }] of answers.entries()) {
      const expected = isMutant(at) ? 0 : 1;
      const fidelity = fidelityOf.get(hashes[at]!);
      const { outcome = 'none', detail = null } = outcomes.get(hashes[at]!) ?? {};
      if (fidelity === expected) right[expected]! += 1;
      else {
        if (outcome === 'undecided') undecided += 1;
        else wrong += 1;
        const sent = expected === 1 ? 'the right code' : `a mutant (${mistake})`;
        console.log(`${task}: ${sent} got fidelity ${fidelity}: ${outcome}, ${detail ?? ''}`);
      }
    }
    console.log(
      `right code: ${right[1]} times 1; mutants: ${right[0]} times 0; ${wrong} wrong, ${undecided} undecided (${seconds.toFixed(0)} s)`,
    );
    return wrong;
  } finally {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A description that names its task and hardly more, or the code that the description's task asks for. */
function answer(
  { messages }: LlmQuestion,
  answers: readonly Answers[],
  isMutant: (at: number) => boolean,
): string {
  const asked = messages[1]!.content;
  const named = /^Task (\S+) of a benchmark/m.exec(asked)?.[1];
  if (named === undefined) {
    const found = answers.find(({ source }) => asked.includes(source.trimEnd()));
    const text = `Task ${found?.task} of a benchmark: the module behaves in every cycle as its own code says that it should behave.`;
    return JSON.stringify({ description: text });
  }
  const at = answers.findIndex(({ task }) => task === named);
  const { source, mutant } = answers[at]!;
  return `Here it is.\n\`\`\`verilog\n// written from the description\n${isMutant(at) ? mutant : source}\n\`\`\``;
}

async function fill(path: string, answers: readonly Answers[]): Promise<string[]> {
  const warehouse = await Warehouse.open(path);
  const context = stageContext({ warehouse, progress: SILENT, projectRoot: PROJECT });
  const hashes = await storeModules(
    context,
    answers.map(({ source }) => source),
  );
  await warehouse.close();
  return hashes;
}

async function describe(path: string, url: string): Promise<void> {
  const options = ['--endpoint', url, '--model', 'stand-in', '--key', '', '--grains', 'specification'];
  const child = spawn(
    join(PROJECT, 'bin/quarry'),
    ['describe', '--warehouse', path, ...options, '--round-trips', '1'],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  if (code !== 0) throw new Error(`quarry describe ended with ${code}`);
}

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { wilsonInterval } from '../src/core/wilson-interval.ts';
import { type Measurement, measureStrength, weaknesses } from '../src/truth/measure-strength.ts';
import { openStrengthTools } from '../src/truth/strength-tools.ts';
import { loadVerdictPatterns } from '../src/truth/verdict-patterns.ts';

/**
 * How strong a benchmark's own testbenches are: mutants of its references, those that are proved to be the reference
 * left out. FIELD figures for VerilogEval: 96.3 to 97.4 %.
 * Usage: node bench/strength.ts [references.jsonl] [mutants a testbench, default 40] [seed]
 */
const PROJECT = join(import.meta.dirname, '..');
const references =
  process.argv[2] || join(PROJECT, '../shared/data/benchmarks/verilogeval_human_references.jsonl');
const limit = Number(process.argv[3] ?? 40);
const seed = process.argv[4] ?? '0';
const STRONG = 0.9;

if (!existsSync(references)) {
  console.log(`bench-strength: not run, ${references} is not there`);
  process.exit(0);
}

interface Row {
  task_id: string;
  module_code: string;
  testbench: string;
}

const rows = readFileSync(references, 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Row);
const patterns = loadVerdictPatterns(join(PROJECT, 'pipelines/verdict-patterns.yaml'));
const tools = await openStrengthTools();
const measured: Measurement[] = [];
const started = performance.now();
try {
  for (const row of rows) measured.push(await measureRow(row));
} finally {
  await tools.close();
}
printTotals();

async function measureRow({ task_id, module_code, testbench }: Row): Promise<Measurement> {
  const strength = await measureStrength(tools, {
    design: [{ name: 'reference.sv', text: module_code }],
    testbench: [{ name: 'testbench.sv', text: testbench }],
    patterns,
    limit,
    seed,
  });
  const weak = weaknesses(strength, STRONG);
  if (weak.length > 0) console.log(`${task_id}: ${weak.join('; ')}`);
  for (const { operator, line, before, after, how } of [...strength.survivors, ...strength.undecided])
    console.log(
      `  ${task_id}:${line} ${operator}: ${before.trim()} -> ${after.trim()} | ${how.slice(0, 160)}`,
    );
  return strength;
}

function printTotals(): void {
  const total = (count: (one: Measurement) => number): number =>
    measured.reduce((sum, one) => sum + count(one), 0);
  const tried = total((one) => one.mutants);
  const killed = total((one) => one.killed);
  const survivors = total((one) => one.survivors.length);
  const undecided = total((one) => one.undecided.length);
  const [low, high] = wilsonInterval(killed, killed + survivors);
  const percent = (share: number): string => `${(100 * share).toFixed(2)} %`;
  const seconds = (performance.now() - started) / 1000;
  console.log(
    `testbenches ${measured.length}, of which the reference passes ${measured.filter((one) => one.mutants > 0).length}`,
  );
  console.log(
    `mutants ${tried}: ${killed} killed, ${survivors} not noticed, ${total((one) => one.equivalent)} equivalent (${total((one) => one.equivalentWithinBound)} within a bound), ${undecided} undecided, ${total((one) => one.invalid)} do not compile`,
  );
  console.log(`killed of all that compile      ${percent(killed / (tried - total((one) => one.invalid)))}`);
  console.log(
    `killed of those that differ     ${percent(killed / (killed + survivors))} (95 % ${percent(low)} to ${percent(high)}), ${percent(killed / (killed + survivors + undecided))} if all undecided differ`,
  );
  console.log(`weak testbenches ${measured.filter((one) => weaknesses(one, STRONG).length > 0).length}`);
  console.log(
    `state machines ${total((one) => one.machines.length)}: ${total((one) => sumOf(one, 'transitionsVisited'))} of ${total((one) => sumOf(one, 'transitions'))} transitions taken`,
  );
  console.log(`${seconds.toFixed(0)} s, ${(tried / seconds).toFixed(0)} mutants a second`);
}

function sumOf({ machines }: Measurement, key: 'transitions' | 'transitionsVisited'): number {
  return machines.reduce((sum, machine) => sum + machine[key], 0);
}

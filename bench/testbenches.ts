import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { QuarryError } from '../src/core/errors.ts';
import type { SourceFile } from '../src/eda/simulator.ts';
import { survivorSettler } from '../src/truth/settle-survivors.ts';
import { openStrengthTools } from '../src/truth/strength-tools.ts';
import { type GeneratedTestbench, generateTestbench } from '../src/truth/testbench/generate-testbench.ts';
import { judgeOf } from '../src/truth/testbench-judge.ts';
import { loadVerdictPatterns } from '../src/truth/verdict-patterns.ts';

/**
 * Generated testbenches on designs that others wrote: does each accept its reference, reject the stubs, and kill the
 * mutants that differ? Every mutant that survives, or that is neither killed nor proved to change nothing, is shown.
 * With a file of mutants that others wrote (`task_id`, `mutants`: texts), these are tried too.
 * Usage: node bench/testbenches.ts [references.jsonl [mutants [task_id,... [foreign-mutants.jsonl]]]]
 */
const SHARED = join(import.meta.dirname, '../../shared/data');
const file = process.argv[2] || join(SHARED, 'benchmarks/verilogeval_human_references.jsonl');
const mutants = Number(process.argv[3] || 60);
const only = process.argv[4] ? process.argv[4].split(',') : undefined;
const foreign = new Map(
  process.argv[5] === undefined ? [] : readRows(process.argv[5]).map((row) => [row.task_id, row.mutants]),
);

if (!existsSync(file)) {
  console.log(`testbenches: not run, ${file} is not there`);
  process.exit(0);
}

const patterns = loadVerdictPatterns(join(import.meta.dirname, '../pipelines/verdict-patterns.yaml'));
const references = readRows(file).filter(({ task_id }) => only === undefined || only.includes(task_id));
const total = {
  killed: 0,
  survived: 0,
  undecided: 0,
  equivalent: 0,
  transitions: 0,
  covered: 0,
  accepted: 0,
};
const foreignFates = { killed: 0, invalid: 0, equivalent: 0, survived: 0, undecided: 0 };
const made: GeneratedTestbench[] = [];
const unusable: string[] = [];
const started = performance.now();
const tools = await openStrengthTools();
try {
  for (const { task_id: task, module_code: text } of references) {
    const begun = performance.now();
    try {
      const job = { files: [{ name: 'reference.sv', text }], patterns, mutants };
      const generated = await generateTestbench(tools, job);
      made.push(generated);
      report(task, generated, performance.now() - begun);
      for (const [at, mutant] of (foreign.get(task) ?? []).entries())
        await tryForeign(
          `${task}, foreign mutant ${at + 1}`,
          { name: 'reference.sv', text },
          generated,
          mutant,
        );
    } catch (error) {
      if (!(error instanceof QuarryError)) throw error;
      unusable.push(task);
      console.log(`${task}: ${error.message}`);
    }
  }
} finally {
  await tools.close();
}
const { killed, survived, undecided, equivalent } = total;
const share = (part: number, whole: number): string => `${((100 * part) / whole).toFixed(2)} %`;
console.log(
  `references ${references.length}: ${made.length} accepted, ${unusable.length} cannot be tried (${unusable.join(', ')})`,
);
console.log(
  `mutants: ${killed} killed, ${survived} survived, ${undecided} undecided, ${equivalent} equivalent`,
);
console.log(
  `killed of those that differ: ${share(killed, killed + survived)}; ${share(killed, killed + survived + undecided)} if all undecided ones differ`,
);
console.log(
  `transitions covered: ${total.covered} of ${total.transitions}; stubs accepted: ${total.accepted}`,
);
if (foreign.size > 0) console.log(`mutants of others: ${JSON.stringify(foreignFates)}`);
console.log(`${Math.round((performance.now() - started) / 1000)} s`);

function readRows(path: string): { task_id: string; module_code: string; mutants: string[] }[] {
  return readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

/** One that survives is compared with the reference: does it differ at all? */
async function tryForeign(
  name: string,
  reference: SourceFile,
  { testbench, design }: GeneratedTestbench,
  text: string,
): Promise<void> {
  const mutant = [{ ...reference, text }];
  const judge = judgeOf([testbench], patterns);
  const result = await tools.simulator.run(judge.job(mutant));
  const { verdict, failure } = judge.judge(result, mutant);
  if (verdict === 'compile_fail') foreignFates.invalid += 1;
  else if (verdict !== 'pass' && failure?.stage !== 'no-check') foreignFates.killed += 1;
  else {
    const { outcome, how } = await survivorSettler(tools, [reference], design.top, 'foreign')(mutant);
    foreignFates[outcome === 'different' ? 'survived' : outcome] += 1;
    if (outcome !== 'equivalent') console.log(`    ${name}: ${outcome} (${how.slice(0, 200)})`);
  }
}

function report(
  task: string,
  { strength, cycles, testbench }: GeneratedTestbench,
  milliseconds: number,
): void {
  const { machines, survivors, undecided: open, stubs } = strength;
  total.killed += strength.killed;
  total.survived += survivors.length;
  total.undecided += open.length;
  total.equivalent += strength.equivalent;
  const accepted = stubs.filter((stub) => !stub.rejected).map((stub) => stub.name);
  total.accepted += accepted.length;
  for (const machine of machines) {
    total.transitions += machine.transitions;
    total.covered += machine.transitionsVisited;
  }
  const missing = machines.flatMap((machine) => machine.missing);
  console.log(
    [
      `${task}: ${strength.killed} killed, ${survivors.length} survived, ${open.length} undecided, ${strength.equivalent} equivalent`,
      `${cycles} cycles, ${Math.round(testbench.text.length / 1024)} KiB, ${(milliseconds / 1000).toFixed(1)} s`,
      ...(accepted.length === 0 ? [] : [`accepts ${accepted.join(', ')}`]),
      ...(missing.length === 0 ? [] : [`never ${missing.join(', ')}`]),
    ].join('; '),
  );
  for (const one of [...survivors, ...open]) {
    console.log(
      `    line ${one.line} ${one.operator}: ${one.before.trim()}  ->  ${one.after.trim()} (${one.how.slice(0, 160)})`,
    );
  }
}

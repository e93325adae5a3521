import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mapConcurrently } from '../src/core/map-concurrently.ts';
import { openSimulator, type Simulator } from '../src/eda/simulator.ts';
import { type PreparedReference, prepareReference } from '../src/truth/compare/compare-designs.ts';
import type { Comparison } from '../src/truth/compare/signal-verdict.ts';
import { extractRtl } from '../src/verilog/extract.ts';

/**
 * Verdicts a signal on real rollouts, beside what VerilogEval's own testbenches print (`Output 'x' has N mismatches`):
 * on which outputs are wrong the two should agree. Every row on which they do not is listed.
 * Usage: node bench/signal-verdicts.ts [rollouts.jsonl references.jsonl [task_id]]
 */
const SHARED = join(import.meta.dirname, '../../shared/data');
const rolloutFile =
  process.argv[2] ?? join(SHARED, 'traces/verilogeval_human_rollouts_rtlcodermistral.jsonl');
const referenceFile = process.argv[3] ?? join(SHARED, 'benchmarks/verilogeval_human_references.jsonl');
const onlyTask = process.argv[4];

interface Row {
  place: string;
  task: string;
  rtl: string;
}

interface Verdict {
  row: Row;
  /** Outputs that the benchmark's testbench found wrong; undefined when the pair did not compile or never ended. */
  printed: ReadonlySet<string> | undefined;
  comparison: Comparison | undefined;
}

if (!existsSync(rolloutFile) || !existsSync(referenceFile)) {
  console.log(`signal-verdicts: not run, ${rolloutFile} is not there`);
  process.exit(0);
}

const references = new Map(readJsonl(referenceFile).map((row) => [row['task_id']!, row]));
const simulator = await openSimulator({ limits: { simulationCpuSeconds: 5 } });
const started = performance.now();
const verdicts: Verdict[] = [];
try {
  const prepared = await prepareAll(simulator);
  const work = (row: Row): Promise<Verdict> => judge(simulator, row, prepared.get(row.task));
  for await (const verdict of mapConcurrently(distinctRows(), 8, work)) verdicts.push(verdict);
} finally {
  await simulator.close();
}
report(verdicts);

function readJsonl(path: string): Record<string, string>[] {
  const lines = readFileSync(path, 'utf8').trim().split('\n');
  return lines.map((line) => JSON.parse(line) as Record<string, string>);
}

async function prepareAll(tools: Simulator): Promise<Map<string, PreparedReference>> {
  const prepared = new Map<string, PreparedReference>();
  for (const [task, row] of references) {
    if (onlyTask !== undefined && task !== onlyTask) continue;
    try {
      prepared.set(
        task,
        await prepareReference(tools, { files: [{ name: 'reference.sv', text: row['module_code']! }] }),
      );
    } catch (error) {
      console.log(`${task}: ${(error as Error).message}`);
    }
  }
  return prepared;
}

async function* distinctRows(): AsyncGenerator<Row> {
  let line = 0;
  for (const row of readJsonl(rolloutFile)) {
    line += 1;
    const task = row['task_id']!;
    if (onlyTask !== undefined && task !== onlyTask) continue;
    const { rtl } = extractRtl({
      answer: row['completion']!,
      header: row['prompt']!,
      protocol: 'completion',
    });
    if (rtl !== null) yield { place: `line ${line}`, task, rtl };
  }
}

async function judge(tools: Simulator, row: Row, reference: PreparedReference | undefined): Promise<Verdict> {
  const design = [{ name: 'answer.sv', text: row.rtl }];
  const testbench = [{ name: 'testbench.sv', text: references.get(row.task)!['testbench']! }];
  const result = await tools.run({ testbench, design });
  const log = result.simulation?.outcome === 'ok' ? result.simulation.log : undefined;
  const printed =
    log !== undefined && /^Mismatches: /m.test(log)
      ? new Set([...log.matchAll(/Output '([^']+)' has \d+ mismatches/g)].map((match) => match[1]!))
      : undefined;
  return { row, printed, comparison: await reference?.compare(design) };
}

function report(all: readonly Verdict[]): void {
  const compiled = all.filter(({ printed, comparison }) => printed !== undefined && comparison !== undefined);
  const outcomes = new Map<string, number>();
  for (const { comparison } of all) {
    const outcome = comparison?.outcome ?? 'no reference';
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
  }
  const kinds = { agree: 0, more: 0, fewer: 0, 'not compared': 0 };
  for (const verdict of compiled) {
    const kind = agreement(verdict);
    kinds[kind] += 1;
    if (kind !== 'agree') console.log(describe(kind, verdict));
  }
  const failing = compiled.filter(
    ({ printed, comparison }) => printed!.size > 0 && comparison!.signals.length > 1,
  );
  const partly = failing.filter(({ comparison }) =>
    comparison!.signals.some(({ mismatches }) => mismatches === 0),
  );
  const partlyPrinted = failing.filter(
    ({ printed, comparison }) => printed!.size < comparison!.signals.length,
  );
  console.log(
    `rows ${all.length}, compiled ${compiled.length}, ${Math.round((performance.now() - started) / 1000)} s`,
  );
  console.log(`outcomes ${JSON.stringify(Object.fromEntries(outcomes))}`);
  console.log(`agreement ${JSON.stringify(kinds)}: ${((100 * kinds.agree) / compiled.length).toFixed(2)} %`);
  console.log(
    `failing answers with several outputs ${failing.length}: a correct output in ${partly.length} (printed: ${partlyPrinted.length})`,
  );
}

function agreement({ printed, comparison }: Verdict): 'agree' | 'more' | 'fewer' | 'not compared' {
  if (comparison!.outcome !== 'compared') return 'not compared';
  const wrong = comparison!.signals.filter(({ mismatches }) => mismatches !== 0).map(({ signal }) => signal);
  if ([...printed!].some((signal) => !wrong.includes(signal))) return 'fewer';
  return wrong.length > printed!.size ? 'more' : 'agree';
}

function describe(kind: string, { row, printed, comparison }: Verdict): string {
  const wrong = comparison!.signals.filter(({ mismatches }) => mismatches !== 0);
  const found = wrong.map(({ signal, firstMismatch }) => {
    const { cycle, inputs, expected, got } = firstMismatch ?? {
      cycle: '?',
      inputs: {},
      expected: '',
      got: '',
    };
    const values = Object.entries(inputs).map(([name, value]) => `${name}=${value}`);
    return `${signal} (cycle ${cycle}: ${got} for ${expected} at ${values.join(' ')})`;
  });
  const reason = comparison!.reason === undefined ? '' : ` ${comparison!.outcome}: ${comparison!.reason}`;
  return `${kind}: ${row.task} ${row.place}: printed [${[...printed!].join(', ')}], found [${found.join('; ')}]${reason}`;
}

import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSimulator, type Simulator, type SourceFile } from '../src/eda/simulator.ts';
import { type DesignMutant, designMutants } from '../src/truth/design-mutants.ts';
import { openStrengthTools } from '../src/truth/strength-tools.ts';
import { simulateFaults } from '../src/truth/testbench/fault-simulation.ts';
import { type GeneratedTestbench, generateTestbench } from '../src/truth/testbench/generate-testbench.ts';
import { recordResponses } from '../src/truth/testbench/record-responses.ts';
import { judgeOf } from '../src/truth/testbench-judge.ts';
import { type Fate, fatesOf } from '../src/truth/try-variants.ts';
import { loadVerdictPatterns } from '../src/truth/verdict-patterns.ts';
import { loadParser } from '../src/verilog/parser.ts';

/**
 * Mutants simulated a second: a plain loop over files, the same under xargs, and the confined path that strength is
 * measured by, in the same minutes, alternating. Every mutant's fate must be the same on each path.
 * Usage: node bench/truth.ts [rounds [every n-th reference [mutants a design [references.jsonl]]]]
 */
const PROJECT = join(import.meta.dirname, '..');
const rounds = Number(process.argv[2] || 3);
const every = Number(process.argv[3] || 8);
const limit = Number(process.argv[4] || 40);
const file = process.argv[5] || join(PROJECT, '../shared/data/benchmarks/verilogeval_human_references.jsonl');
/** CPU seconds of a simulation: those of `openStrengthTools().quick`, on all paths. */
const CPU_SECONDS = 2;

if (!existsSync(file)) {
  console.log(`bench-truth: not run, ${file} is not there`);
  process.exit(0);
}

/** A testbench with the mutants of a design that passes it. */
interface Subject {
  name: string;
  origin: 'own' | 'generated';
  design: SourceFile[];
  testbench: SourceFile[];
  mutants: DesignMutant[];
  /** How a generated testbench was made. */
  generated?: GeneratedTestbench;
}

interface Measured {
  seconds: number;
  /** Of this process and all that it started, in seconds. */
  cpu: number;
  fates: Fate[];
}

const patterns = loadVerdictPatterns(join(PROJECT, 'pipelines/verdict-patterns.yaml'));
const folder = mkdtempSync(join(tmpdir(), 'quarry-truth-'));
try {
  const subjects = await collectSubjects();
  for (const origin of ['own', 'generated'] as const)
    await race(
      origin,
      subjects.filter((subject) => subject.origin === origin),
    );
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Every n-th reference that passes its own testbench, and of every second one of these a generated testbench. */
async function collectSubjects(): Promise<Subject[]> {
  await loadParser();
  const rows = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, string>);
  const subjects: Subject[] = [];
  const tools = await openStrengthTools();
  try {
    for (const [at, row] of rows.entries()) {
      if (at % every !== 0) continue;
      const name = row['task_id']!;
      const design = [{ name: 'design.sv', text: row['module_code']! }];
      const own = [{ name: 'tb.sv', text: row['testbench']! }];
      const judge = judgeOf(own, patterns);
      const result = await tools.simulator.run(judge.job(design));
      if (judge.judge(result, design).verdict !== 'pass') continue;
      const { mutants } = designMutants(design, judge.duts[0]!, { limit });
      subjects.push({ name, origin: 'own', design, testbench: own, mutants });
      if (subjects.length % 2 === 0) continue;
      const generated = await generateTestbench(tools, { files: design, patterns, mutants: limit });
      subjects.push({
        name,
        origin: 'generated',
        design,
        testbench: [generated.testbench],
        mutants,
        generated,
      });
    }
  } finally {
    await tools.close();
  }
  return subjects;
}

async function race(origin: string, subjects: readonly Subject[]): Promise<void> {
  writeFiles(subjects);
  const paths = {
    'plain loop': () => runPlain(subjects, 'ls -d */ | while read -r d; do one "$d"; done'),
    [`xargs -P${availableParallelism()}`]: () =>
      runPlain(subjects, `ls -d */ | xargs -P${availableParallelism()} -n1 sh ${folder}/one.sh`),
    confined: () => runConfined(subjects),
  };
  const mutants = subjects.reduce((sum, subject) => sum + subject.mutants.length, 0);
  console.log(`${origin} testbenches: ${subjects.length}, mutants ${mutants}, rounds ${rounds}`);
  const measured = new Map(Object.keys(paths).map((name) => [name, [] as Measured[]]));
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, run] of Object.entries(paths)) measured.get(name)!.push(await run());
    const seconds = [...measured].map(([name, runs]) => `${name} ${runs.at(-1)!.seconds.toFixed(1)} s`);
    console.log(`round ${round + 1}: ${seconds.join(', ')}`);
  }
  report(measured, mutants);
  compareFates(subjects, measured);
}

/** One folder a mutant with tb.sv and design.sv, as a plain loop needs them. */
function writeFiles(subjects: readonly Subject[]): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, 'mutants'), { recursive: true });
  // The CPU limit stands once in front of the loop, where it costs nothing a mutant.
  writeFileSync(
    join(folder, 'one.sh'),
    'ulimit -t 2\none() { ( cd "$1" && iverilog -g2012 -o o tb.sv design.sv >c.log 2>&1 && vvp -n o >s.log 2>&1; echo $? >rc ) 2>/dev/null; }\n[ $# = 0 ] || one "$1"\n'.replace(
      '-t 2',
      `-t ${CPU_SECONDS}`,
    ),
  );
  for (const [place, { testbench, mutant }] of places(subjects)) {
    mkdirSync(place);
    writeFileSync(join(place, 'tb.sv'), testbench[0]!.text);
    writeFileSync(join(place, 'design.sv'), mutant.design()[0]!.text);
  }
}

function places(
  subjects: readonly Subject[],
): [string, { testbench: SourceFile[]; mutant: DesignMutant; name: string }][] {
  return subjects
    .flatMap(({ name, testbench, mutants }) => mutants.map((mutant) => ({ name, testbench, mutant })))
    .map((one, at) => [join(folder, 'mutants', String(at).padStart(5, '0')), one]);
}

function runPlain(subjects: readonly Subject[], loop: string): Measured {
  const all = places(subjects);
  execFileSync('sh', ['-c', `rm -f ${folder}/mutants/*/o ${folder}/mutants/*/*.log ${folder}/mutants/*/rc`]);
  const script = `. ${folder}/one.sh; cd ${folder}/mutants && ${loop}`;
  const begun = clock();
  execFileSync('sh', ['-c', script], { stdio: 'ignore' });
  return { ...since(begun), fates: all.map(([place]) => plainFate(place)) };
}

/** As people read it: the testbench's own last words. */
function plainFate(place: string): Fate {
  if (!existsSync(join(place, 's.log')) || !existsSync(join(place, 'o'))) return 'invalid';
  const log = readFileSync(join(place, 's.log'), 'latin1');
  const passed = /^Mismatches: 0 in [1-9]/m.test(log) && !/^\s*TIMEOUT\s*$/m.test(log);
  return passed && readFileSync(join(place, 'rc'), 'latin1').trim() === '0' ? 'survived' : 'killed';
}

/** As strength is measured, from no lane to no lane. */
async function runConfined(subjects: readonly Subject[]): Promise<Measured> {
  const begun = clock();
  const simulator = await openSimulator({ limits: { simulationCpuSeconds: CPU_SECONDS } });
  const fates: Fate[] = [];
  for (const subject of subjects) fates.push(...(await confinedFates(simulator, subject)));
  const { cpu } = since(begun);
  await simulator.close();
  return { ...since(begun), cpu, fates };
}

async function confinedFates(
  simulator: Simulator,
  { design, testbench, mutants, generated }: Subject,
): Promise<Fate[]> {
  const killed = new Set<string>();
  if (generated !== undefined) {
    const { phases } = generated;
    const recording = await recordResponses(simulator, generated.design, phases);
    if ('failure' in recording) throw new Error(recording.failure.message);
    const steps = await simulateFaults(simulator, generated.design, { phases, ...recording }, mutants);
    for (const [{ id }, step] of steps) if (step !== null) killed.add(id);
  }
  const judge = judgeOf(testbench, patterns);
  return fatesOf({ simulator, testbench: judge, killed }, design, mutants);
}

function clock(): { at: number; cpu: number } {
  return { at: performance.now(), cpu: cpuSeconds() };
}

function since({ at, cpu }: { at: number; cpu: number }): { seconds: number; cpu: number } {
  return { seconds: (performance.now() - at) / 1000, cpu: cpuSeconds() - cpu };
}

/**
 * User and system time of this process, of all that it started and that ended, and of all that still run below it:
 * lanes are killed in the end, and then nobody counts theirs. The kernel counts in steps of 10 ms.
 */
function cpuSeconds(): number {
  const processes = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap(processOf);
  const ours = new Set([process.pid]);
  // A parent may have a higher number than its child.
  for (let before = 0; before < ours.size; ) {
    before = ours.size;
    for (const { pid, parent } of processes) if (ours.has(parent)) ours.add(pid);
  }
  return processes.filter(({ pid }) => ours.has(pid)).reduce((sum, { ticks }) => sum + ticks / 100, 0);
}

function processOf(name: string): { pid: number; parent: number; ticks: number }[] {
  try {
    const stat = readFileSync(`/proc/${name}/stat`, 'latin1');
    const fields = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const ticks = fields.slice(11, 15).reduce((sum, some) => sum + some, 0);
    return [{ pid: Number(name), parent: fields[1]!, ticks }];
  } catch {
    return [];
  }
}

function report(measured: ReadonlyMap<string, Measured[]>, mutants: number): void {
  const base = bestAndMedian(measured.get('plain loop')!);
  for (const [name, runs] of measured) {
    const { best, median, cpu } = bestAndMedian(runs);
    const times = (of: number, other: number): string => `${(other / of).toFixed(2)} times`;
    console.log(
      [
        name.padEnd(12),
        `best ${(mutants / best).toFixed(0).padStart(4)} mutants/s (${times(best, base.best)})`,
        `median ${(mutants / median).toFixed(0).padStart(4)} (${times(median, base.median)})`,
        `CPU ${((1000 * cpu) / mutants).toFixed(1)} ms a mutant (${times(cpu, base.cpu)})`,
      ].join('   '),
    );
  }
}

function bestAndMedian(runs: readonly Measured[]): { best: number; median: number; cpu: number } {
  const seconds = runs.map((run) => run.seconds).toSorted((a, b) => a - b);
  const cpu = runs.map((run) => run.cpu).toSorted((a, b) => a - b);
  return { best: seconds[0]!, median: seconds[seconds.length >> 1]!, cpu: cpu[0]! };
}

function compareFates(subjects: readonly Subject[], measured: ReadonlyMap<string, Measured[]>): void {
  const all = places(subjects);
  const expected = measured.get('plain loop')![0]!.fates;
  const count = (fate: Fate): number => expected.filter((one) => one === fate).length;
  console.log(`fates: ${count('killed')} killed, ${count('survived')} survived, ${count('invalid')} invalid`);
  let differing = 0;
  for (const [path, runs] of measured)
    for (const [round, { fates }] of runs.entries())
      for (const [at, fate] of fates.entries()) {
        if (fate === expected[at]) continue;
        differing += 1;
        const { name, mutant } = all[at]![1];
        console.log(
          `  ${path}, round ${round + 1}: ${name} ${mutant.line} ${mutant.operator}: ${fate}, plain loop ${expected[at]}`,
        );
      }
  console.log(
    differing === 0 ? 'the same on all paths, mutant by mutant, in every round' : `${differing} fates differ`,
  );
  if (differing > 0) process.exitCode = 1;
}

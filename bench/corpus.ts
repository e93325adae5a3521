import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Warehouse } from '../src/warehouse/warehouse.ts';
import { type TreeUsage, TreeWatch } from './process-tree.ts';
import { writeSyntheticRepository } from './synthetic-repository.ts';

/**
 * How fast corpora are read, licensed, filtered, parsed and hashed (SHA-256 of every file and module), and beside that
 * how fast modules are classified; how time and memory grow. Over real repositories where some are named, and over
 * synthetic ones of rising size. CPU time is that of all processes and threads together, start and end included.
 * Usage: node bench/corpus.ts [--rounds 3] [--classes] [--repositories "clone ..."] [files...]
 * (default 1000 4000 16000; the claims are for 100000; --classes: the classes of modules too, which take far longer)
 */
const PROJECT = join(import.meta.dirname, '..');
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '3' },
    classes: { type: 'boolean', default: false },
    repositories: { type: 'string', default: '' },
  },
});
const rounds = Number(values.rounds);
const repositories = values.repositories.split(/[\s,]+/).filter((name) => name !== '');
const sizes = (positionals.length === 0 ? ['1000', '4000', '16000'] : positionals).map(Number);
const CORES = availableParallelism();
const LIMIT_MIB = 1536;
const LEAST_SPEED = 2.5;
const STEEPEST = 1.05;
/** What the speed is asked of: all but this. */
const BESIDE = 'classify-modules';
const STAGES = ['gather', 'licence', 'screen', 'parse', ...(values.classes ? [BESIDE] : [])];

interface Spent {
  wall: number;
  cpu: number;
}

interface Run {
  files: number;
  megabytes: number;
  stages: Map<string, Spent>;
  /** Of the whole run but for the classes of modules. */
  total: Spent;
  peakMiB: number;
}

const work = mkdtempSync(join(tmpdir(), 'quarry-bench-'));
try {
  if (repositories.length > 0) {
    console.log(`${repositories.length} real repositories`);
    printRun(fastest(await repeat(() => runPipeline(repositories))));
  }
  console.log('synthetic: variants of our sample modules, 8.8 kB a file, no two alike');
  const points: Run[] = [];
  for (const files of sizes) {
    const folder = join(work, String(files));
    writeSyntheticRepository(folder, files);
    points.push(fastest(await repeat(() => runPipeline([folder]))));
    printRun(points.at(-1)!);
    rmSync(folder, { recursive: true });
  }
  if (points.length > 1) printGrowth(points);
} finally {
  rmSync(work, { recursive: true, force: true });
}

async function repeat(run: () => Promise<Run>): Promise<Run[]> {
  const runs: Run[] = [];
  for (let round = 0; round < rounds; round++) runs.push(await run());
  return runs;
}

/** The round with the least CPU time: the others were disturbed more. Memory is the most of all. */
function fastest(runs: readonly Run[]): Run {
  const [best] = runs.toSorted((a, b) => a.total.cpu - b.total.cpu);
  return { ...best!, peakMiB: Math.max(...runs.map(({ peakMiB }) => peakMiB)) };
}

async function runPipeline(sources: readonly string[]): Promise<Run> {
  const pipeline = join(work, 'pipeline.yaml');
  const warehouse = join(work, 'corpus.duckdb');
  rmSync(warehouse, { force: true });
  const stages = STAGES.map((stage) =>
    stage === 'gather' ? { stage, with: { sources } } : { stage, with: {} },
  );
  // JSON is YAML.
  writeFileSync(
    pipeline,
    JSON.stringify({ name: 'bench-corpus', description: 'a bench', parameters: {}, stages }),
  );
  const started = { at: performance.now(), date: Date.now() };
  // The shell script replaces itself by the pinned Node, so the child is the process that works.
  const child = spawn(join(PROJECT, 'bin/quarry'), ['run', pipeline, '--warehouse', warehouse], {
    cwd: PROJECT,
    stdio: ['ignore', 'ignore', 'ignore'],
  });
  const watch = new TreeWatch(child.pid!);
  const [code] = (await once(child, 'exit')) as [number | null];
  const samples = watch.stop();
  if (code !== 0) throw new Error(`quarry ended with ${code}`);
  return readRun(warehouse, samples, started, (performance.now() - started.at) / 1000);
}

/** What each stage took: the warehouse says when it ran, the samples how much CPU time passed meanwhile. */
async function readRun(
  path: string,
  samples: readonly TreeUsage[],
  started: { at: number; date: number },
  wall: number,
): Promise<Run> {
  const warehouse = await Warehouse.open(path, { readOnly: true });
  const [texts] = await warehouse.rows<{ files: bigint; bytes: bigint }>(
    'SELECT count(*) AS files, sum(bytes)::BIGINT AS bytes FROM raw.corpus_files WHERE sha256 IS NOT NULL',
  );
  const ran = await warehouse.rows<{ stage: string; at: number; seconds: number }>(
    'SELECT stage, epoch_ms(started_at)::DOUBLE AS at, seconds FROM meta.stage_runs',
  );
  await warehouse.close();
  const cpuAt = (date: number): number => {
    const at = started.at + date - started.date;
    return samples.findLast((sample) => sample.at <= at)?.cpuSeconds ?? 0;
  };
  const stages = new Map(
    ran.map(({ stage, at, seconds }) => [
      stage,
      { wall: seconds, cpu: cpuAt(at + seconds * 1000) - cpuAt(at) },
    ]),
  );
  const beside = stages.get(BESIDE) ?? { wall: 0, cpu: 0 };
  return {
    files: Number(texts!.files),
    megabytes: Number(texts!.bytes) / 1e6,
    stages,
    total: { wall: wall - beside.wall, cpu: samples.at(-1)!.cpuSeconds - beside.cpu },
    peakMiB: Math.max(...samples.map(({ residentMiB }) => residentMiB)),
  };
}

function printRun({ files, megabytes, stages, total, peakMiB }: Run): void {
  console.log(`\n${files} files, ${megabytes.toFixed(1)} MB, best of ${rounds} rounds`);
  console.log('                          wall s   CPU s  CPU ms/MB  MB/s a core by CPU  by wall');
  for (const [stage, spent] of stages) if (stage !== BESIDE) printSpent(stage, spent, megabytes);
  const inStages = [...stages].filter(([stage]) => stage !== BESIDE).map(([, spent]) => spent);
  const sum = (of: (spent: Spent) => number): number =>
    inStages.reduce((whole, spent) => whole + of(spent), 0);
  const rest = { wall: total.wall - sum(({ wall }) => wall), cpu: total.cpu - sum(({ cpu }) => cpu) };
  printSpent('start and end', rest, megabytes);
  printSpent('ingest + parse + hash', total, megabytes);
  const classes = stages.get(BESIDE);
  if (classes !== undefined) printSpent(`(${BESIDE})`, classes, megabytes);
  console.log(
    `${(total.cpu / total.wall).toFixed(2)} of ${CORES} cores busy, peak ${peakMiB.toFixed(0)} MiB over all processes (limit ${LIMIT_MIB})`,
  );
  if (peakMiB > LIMIT_MIB) process.exitCode = 1;
}

function printSpent(name: string, { wall, cpu }: Spent, megabytes: number): void {
  const columns = [
    wall.toFixed(1).padStart(8),
    cpu.toFixed(1).padStart(7),
    ((1000 * cpu) / megabytes).toFixed(0).padStart(10),
    (megabytes / cpu).toFixed(2).padStart(19),
    (megabytes / wall / CORES).toFixed(2).padStart(8),
  ];
  console.log(`${name.padEnd(24)}${columns.join(' ')}`);
}

function printGrowth(points: readonly Run[]): void {
  const [before, last] = points.slice(-2) as [Run, Run];
  const added = (last.megabytes - before.megabytes) / (last.total.cpu - before.total.cpu);
  const byCpu = slope(points.map(({ files, total }) => [files, total.cpu]));
  const byWall = slope(points.map(({ files, total }) => [files, total.wall]));
  console.log(
    `\nslope of log time over log files: ${byCpu.toFixed(3)} by CPU, ${byWall.toFixed(3)} by wall (limit ${STEEPEST})`,
  );
  console.log(
    `what was added from ${before.files} to ${last.files} files: ${added.toFixed(2)} MB a CPU second (wanted ${LEAST_SPEED})`,
  );
  if (byCpu > STEEPEST || added < LEAST_SPEED) process.exitCode = 1;
}

/** Least squares of log seconds over log files. */
function slope(points: readonly (readonly [number, number])[]): number {
  const xs = points.map(([files]) => Math.log(files));
  const ys = points.map(([, seconds]) => Math.log(seconds));
  const mean = (numbers: readonly number[]): number =>
    numbers.reduce((whole, value) => whole + value, 0) / numbers.length;
  const [mx, my] = [mean(xs), mean(ys)];
  const covariance = xs.reduce((whole, x, at) => whole + (x - mx) * (ys[at]! - my), 0);
  return covariance / xs.reduce((whole, x) => whole + (x - mx) ** 2, 0);
}

import { type ChildProcess, fork, spawn } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRandom } from '../src/core/random.ts';
import { SILENT } from '../src/engine/progress.ts';
import { stageContext } from '../src/engine/stage-context.ts';
import { Warehouse } from '../src/warehouse/warehouse.ts';
import { numberedModule, storeModules } from '../test/stages/describe/modules-to-describe.ts';
import type { EndpointCounts } from './instant-endpoint.ts';

/**
 * `quarry describe` against an instant local endpoint: requests a second through client, cache and warehouse, the
 * time of a warm run, and what is paid twice when the command is killed again and again. CPU is told beside wall time:
 * on a shared machine only the former compares.
 * Usage: node bench/describe.ts [modules] [rounds]
 */
const PROJECT = join(import.meta.dirname, '..');

/** What a run of the command took, start included. */
interface Cost {
  seconds: number;
  cpuSeconds: number;
}

type Tell = <T>(message: string) => Promise<T>;

await measure(Number(process.argv[2] ?? 10_000), Number(process.argv[3] ?? 3));

async function measure(modules: number, rounds: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'quarry-bench-'));
  const endpoint = fork(join(import.meta.dirname, 'instant-endpoint.ts'));
  try {
    const { url } = await nextMessage<{ url: string }>(endpoint);
    const tell: Tell = (message) => {
      const reply = nextMessage<never>(endpoint);
      endpoint.send(message);
      return reply;
    };
    const structural = join(folder, 'structural.duckdb');
    await fill(structural, modules);
    const written = await describeOnce(structural, []);
    console.log(`${modules} modules; by structure ${told(written)}`);
    for (let round = 1; round <= rounds; round += 1) {
      await measureRound(structural, join(folder, 'w.duckdb'), url, modules, tell);
    }
    await tell('reset');
    await killAgainAndAgain(join(folder, 'k.duckdb'), url, tell);
  } finally {
    endpoint.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measureRound(
  structural: string,
  path: string,
  url: string,
  modules: number,
  tell: Tell,
): Promise<void> {
  copyFileSync(structural, path);
  const before = await tell<EndpointCounts>('reset');
  const cold = await describeOnce(path, endpointOptions(url));
  const after = await tell<EndpointCounts>('count');
  const warm = await describeOnce(path, endpointOptions(url));
  if (after.questions !== modules) throw new Error(`${after.questions} questions for ${modules} modules`);
  const own = (1000 * cold.cpuSeconds) / modules;
  const theirs = (1000 * (after.cpuSeconds - before.cpuSeconds)) / modules;
  console.log(
    `cold  ${told(cold)}: ${Math.round(modules / cold.seconds)} requests a second, start of the command included; ` +
      `${own.toFixed(2)} ms CPU a request, and ${theirs.toFixed(2)} ms of the endpoint`,
  );
  console.log(`warm  ${told(warm)}`);
}

function told({ seconds, cpuSeconds }: Cost): string {
  return `${seconds.toFixed(2)} s (${cpuSeconds.toFixed(2)} s CPU)`;
}

function nextMessage<T>(endpoint: ChildProcess): Promise<T> {
  return new Promise((resolve) => endpoint.once('message', (message) => resolve(message as T)));
}

async function fill(path: string, modules: number): Promise<void> {
  const warehouse = await Warehouse.open(path);
  const context = stageContext({ warehouse, progress: SILENT, projectRoot: PROJECT });
  await storeModules(
    context,
    Array.from({ length: modules }, (_, index) => numberedModule(index)),
  );
  await warehouse.close();
}

function endpointOptions(url: string): string[] {
  return ['--endpoint', url, '--model', 'stand-in', '--key', '', '--grains', 'line', '--concurrency', '32'];
}

/** One run of the command. The shell that starts it tells the CPU time of its children. */
async function describeOnce(
  warehouse: string,
  options: readonly string[],
  killAfterMs?: number,
): Promise<Cost> {
  const started = performance.now();
  const command = [join(PROJECT, 'bin/quarry'), 'describe', '--warehouse', warehouse, ...options];
  const child = spawn('sh', ['-c', '"$@" >/dev/null 2>&1; times', 'sh', ...command], {
    stdio: ['ignore', 'pipe', 'ignore'],
    detached: true,
  });
  let times = '';
  child.stdout.on('data', (part) => {
    times += part;
  });
  const timer =
    killAfterMs === undefined
      ? undefined
      : setTimeout(() => process.kill(-child.pid!, 'SIGKILL'), killAfterMs);
  await new Promise((resolve) => child.on('close', resolve));
  clearTimeout(timer);
  return { seconds: (performance.now() - started) / 1000, cpuSeconds: childSeconds(times) };
}

/** User and system seconds of the second line that `times` prints, like `0m4.440s 0m0.430s`; 0 after a kill. */
function childSeconds(times: string): number {
  const parts = (times.split('\n')[1] ?? '').matchAll(/(\d+)m([\d.]+)s/g);
  return [...parts].reduce((sum, [, minutes, seconds]) => sum + 60 * Number(minutes) + Number(seconds), 0);
}

async function killAgainAndAgain(path: string, url: string, tell: Tell): Promise<void> {
  const modules = 2000;
  await fill(path, modules);
  await describeOnce(path, []);
  const random = createRandom('kill');
  const kills = 10;
  for (let kill = 0; kill < kills; kill += 1) {
    await describeOnce(path, endpointOptions(url), random.integer(900, 2200));
  }
  await describeOnce(path, endpointOptions(url));
  const { questions, repeated } = await tell<EndpointCounts>('count');
  const warehouse = await Warehouse.open(path, { readOnly: true });
  const described = await warehouse.count("SELECT count(*) FROM fact.descriptions WHERE source = 'llm'");
  await warehouse.close();
  console.log(
    `${kills} kills over ${modules} modules: ${described} described, ${questions} calls, ${repeated} asked more than once`,
  );
  console.log('(a call that was under way when its process was killed has no answer that could be kept)');
}

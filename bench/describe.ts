import { fork, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRandom } from '../src/core/random.ts';
import { SILENT } from '../src/engine/progress.ts';
import { Warehouse } from '../src/warehouse/warehouse.ts';
import { numberedModule, storeModules } from '../test/stages/describe/modules-to-describe.ts';
import { type LlmQuestion, startLlmEndpoint } from '../test/support/llm-endpoint.ts';

/**
 * `quarry describe` against an instant local endpoint: requests a second through client, cache and warehouse, the
 * time of a warm run, and what is paid twice when the command is killed again and again.
 * Usage: node bench/describe.ts [modules]
 */
const PROJECT = join(import.meta.dirname, '..');

if (process.argv[2] === 'endpoint') await serve();
else await measure(Number(process.argv[2] ?? 10_000));

/** The endpoint is a process of its own; it answers at once and counts questions by their text. */
async function serve(): Promise<void> {
  const times = new Map<string, number>();
  const server = await startLlmEndpoint((question: LlmQuestion) => {
    const text = JSON.stringify(question.messages);
    times.set(text, (times.get(text) ?? 0) + 1);
    question.messages.length = 0;
    const name = /module (unit\d+)/.exec(text)?.[1] ?? 'unit0';
    return { say: JSON.stringify({ description: `\`${name}\` adds up its steps in an 8-bit total.` }) };
  });
  process.on('message', (message) => {
    if (message === 'reset') times.clear();
    const asked = [...times.values()];
    process.send?.({
      questions: asked.reduce((sum, n) => sum + n, 0),
      repeated: asked.filter((n) => n > 1).length,
    });
  });
  process.send?.({ url: server.baseUrl });
}

async function measure(modules: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'quarry-bench-'));
  const endpoint = fork(import.meta.filename, ['endpoint']);
  const tell = <T>(message?: string) =>
    new Promise<T>((resolve) => {
      endpoint.once('message', (reply) => resolve(reply as T));
      if (message !== undefined) endpoint.send(message);
    });
  try {
    const { url } = await tell<{ url: string }>();
    const warehouse = join(folder, 'w.duckdb');
    await fill(warehouse, modules);
    await describeOnce(warehouse, []);
    const cold = await describeOnce(warehouse, endpointOptions(url));
    const warm = await describeOnce(warehouse, endpointOptions(url));
    const asked = await tell<{ questions: number }>('count');
    console.log(`${modules} modules, one description each`);
    console.log(
      `cold  ${cold.toFixed(1)} s, ${Math.round(asked.questions / cold)} requests a second, start of the command included`,
    );
    console.log(`warm  ${warm.toFixed(2)} s`);
    await tell('reset');
    await killAgainAndAgain(join(folder, 'k.duckdb'), url, tell);
  } finally {
    endpoint.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function fill(path: string, modules: number): Promise<void> {
  const warehouse = await Warehouse.open(path);
  const context = { warehouse, progress: SILENT, projectRoot: PROJECT, now: () => new Date() };
  await storeModules(
    context,
    Array.from({ length: modules }, (_, index) => numberedModule(index)),
  );
  await warehouse.close();
}

function endpointOptions(url: string): string[] {
  return ['--endpoint', url, '--model', 'stand-in', '--key', '', '--grains', 'line', '--concurrency', '32'];
}

/** Seconds of one run of the command. */
async function describeOnce(
  warehouse: string,
  options: readonly string[],
  killAfterMs?: number,
): Promise<number> {
  const started = performance.now();
  const child = spawn(join(PROJECT, 'bin/quarry'), ['describe', '--warehouse', warehouse, ...options], {
    stdio: 'ignore',
    detached: true,
  });
  const timer =
    killAfterMs === undefined
      ? undefined
      : setTimeout(() => process.kill(-child.pid!, 'SIGKILL'), killAfterMs);
  await new Promise((resolve) => child.on('close', resolve));
  clearTimeout(timer);
  return (performance.now() - started) / 1000;
}

async function killAgainAndAgain(
  path: string,
  url: string,
  tell: <T>(message?: string) => Promise<T>,
): Promise<void> {
  const modules = 2000;
  await fill(path, modules);
  await describeOnce(path, []);
  const random = createRandom('kill');
  const kills = 10;
  for (let kill = 0; kill < kills; kill += 1) {
    await describeOnce(path, endpointOptions(url), random.integer(900, 2200));
  }
  await describeOnce(path, endpointOptions(url));
  const { questions, repeated } = await tell<{ questions: number; repeated: number }>('count');
  const warehouse = await Warehouse.open(path, { readOnly: true });
  const described = await warehouse.count("SELECT count(*) FROM fact.descriptions WHERE source = 'llm'");
  await warehouse.close();
  console.log(
    `${kills} kills over ${modules} modules: ${described} described, ${questions} calls, ${repeated} asked more than once`,
  );
  console.log('(a call that was under way when its process was killed has no answer that could be kept)');
}

import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Kills a run of the main job with SIGKILL at random moments, restarts it, and compares every documented relation
 * and every exported file with those of an undisturbed run.
 * Usage: node bench/kill.ts [kills] [seed] [--set name=value ...]
 */
const PROJECT = join(import.meta.dirname, '..');
const kills = Number(process.argv[2] ?? 20);
const seed = Number(process.argv[3] ?? 1);
const settings = process.argv.slice(4);

const work = mkdtempSync(join(tmpdir(), 'quarry-kill-'));
try {
  const calm = join(work, 'calm', 'w.duckdb');
  const started = performance.now();
  await run(calm);
  const duration = performance.now() - started;
  const expected = fingerprint(calm);
  const wrong = await killAll(duration, expected);
  console.log(
    `${kills} kills over ${(duration / 1000).toFixed(1)} s: ${kills - wrong} gave the same relations and files, ${wrong} did not`,
  );
  process.exitCode = wrong === 0 ? 0 : 1;
} finally {
  rmSync(work, { recursive: true, force: true });
}

/** Each kill starts from nothing and is followed by one run to the end. */
async function killAll(duration: number, expected: Record<string, string>): Promise<number> {
  let state = seed;
  let wrong = 0;
  for (let index = 0; index < kills; index += 1) {
    // A linear congruential generator (Numerical Recipes) is random enough to pick moments.
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const after = (state / 2 ** 32) * duration;
    const warehouse = join(work, String(index), 'w.duckdb');
    await run(warehouse, after);
    await run(warehouse);
    const found = fingerprint(warehouse);
    const differing = Object.keys(expected).filter((part) => found[part] !== expected[part]);
    if (differing.length > 0) wrong += 1;
    const outcome = differing.length === 0 ? 'same' : `DIFFERENT: ${differing.join(', ')}`;
    console.log(`kill ${index + 1} after ${after.toFixed(0)} ms: ${outcome}`);
    rmSync(join(work, String(index)), { recursive: true, force: true });
  }
  return wrong;
}

async function run(warehouse: string, killAfterMs?: number): Promise<void> {
  // The shell script replaces itself by the pinned Node, so the child is the process that works.
  const quarry = join(PROJECT, 'bin/quarry');
  const args = ['run', 'pipelines/mine-traces.yaml', '--warehouse', warehouse, ...settings];
  const child = spawn(quarry, args, { cwd: PROJECT, stdio: ['ignore', 'ignore', 'inherit'] });
  const timer = killAfterMs === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), killAfterMs);
  const [code] = (await once(child, 'exit')) as [number | null];
  clearTimeout(timer);
  if (killAfterMs === undefined && code !== 0) throw new Error(`quarry ended with ${code}`);
}

/** What a person can see: the relations (CPU times aside, which no two runs share) and the files, each by name. */
function fingerprint(warehouse: string): Record<string, string> {
  const queries = {
    attempts: 'SELECT * EXCLUDE (cpu_ms) FROM report.attempts',
    rejected: 'FROM report.rejected',
    domains: 'FROM report.domains',
  };
  const parts: Record<string, string> = {};
  for (const [name, query] of Object.entries(queries)) {
    const args = ['sql', `${query} ORDER BY ALL`, '--csv', '--warehouse', warehouse];
    parts[name] = execFileSync(join(PROJECT, 'bin/quarry'), args, { encoding: 'utf8', maxBuffer: 1 << 28 });
  }
  const listing = execFileSync('sh', ['-c', 'find exports reports -type f | sort | xargs sha256sum'], {
    cwd: join(warehouse, '..'),
    encoding: 'utf8',
  });
  for (const line of listing.trim().split('\n')) parts[line.slice(66)] = line.slice(0, 64);
  return parts;
}

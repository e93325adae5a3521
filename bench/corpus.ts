import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * How fast corpora are read, parsed and hashed, and how memory and time grow: synthetic repositories of rising size,
 * each file a variant of our own sample modules with names of its own, so that nothing is read once for many. Usage: node bench/corpus.ts [files...]   (default 1000 4000 16000; the claim is for 100000)
 */
const PROJECT = join(import.meta.dirname, '..');
const SAMPLES = join(PROJECT, 'data/samples/repository/rtl');
const sizes = process.argv
  .slice(2)
  .map(Number)
  .filter((size) => size > 0);
/** Files of one folder of the synthetic repository. */
const FOLDER = 1000;
const LIMIT_MIB = 1536;

const PIPELINE = `name: bench-corpus
description: read, parse and hash
parameters: {}
stages:
  - stage: gather
    with: { sources: ['SOURCES'] }
  - stage: parse
`;

const work = mkdtempSync(join(tmpdir(), 'quarry-bench-'));
try {
  const points: { files: number; seconds: number }[] = [];
  for (const files of sizes.length === 0 ? [1000, 4000, 16_000] : sizes) {
    const bytes = writeRepository(join(work, String(files)), files);
    const { seconds, cpuSeconds, peak } = await run(files);
    points.push({ files, seconds });
    const speed = bytes / 1e6 / seconds;
    console.log(
      `${files} files, ${(bytes / 1e6).toFixed(1)} MB: ${seconds.toFixed(1)} s, ${speed.toFixed(2)} MB/s, ` +
        `${(speed / availableParallelism()).toFixed(2)} MB/s a core, ${(cpuSeconds / seconds).toFixed(2)} cores busy, ` +
        `${(bytes / 1e6 / cpuSeconds).toFixed(2)} MB a CPU second, ` +
        `peak ${peak.toFixed(0)} MiB`,
    );
    if (peak > LIMIT_MIB) process.exitCode = 1;
    rmSync(join(work, String(files)), { recursive: true });
  }
  if (points.length > 1)
    console.log(`slope of log time over log files: ${slope(points).toFixed(3)} (limit 1.05)`);
} finally {
  rmSync(work, { recursive: true, force: true });
}

/** Writes the files and gives their bytes. */
function writeRepository(folder: string, files: number): number {
  // Files of real repositories hold 6 to 13 kB each, ours are shorter: all of them in one.
  const sample = readdirSync(SAMPLES)
    .filter((name) => /\.s?v$/.test(name))
    .map((name) => readFileSync(join(SAMPLES, name), 'utf8'))
    .join('\n');
  let bytes = 0;
  for (let at = 0; at < files; at += 1) {
    const place = join(folder, `part${Math.floor(at / FOLDER)}`);
    if (at % FOLDER === 0) mkdirSync(place, { recursive: true });
    const text = variant(sample, at);
    bytes += Buffer.byteLength(text);
    writeFileSync(join(place, `file${at}.sv`), text);
  }
  return bytes;
}

/** Other names and other constants, so that every hash differs. */
function variant(text: string, at: number): string {
  return text
    .replace(/\bmodule\s+(\w+)/g, `module $1_${at}`)
    .replace(/\b([a-z]\w*_(?:q|d|next|count|state))\b/g, `$1_${at % 97}`)
    .replace(/^/, `// Generated variant ${at} for a bench.\n`);
}

async function run(files: number): Promise<{ seconds: number; cpuSeconds: number; peak: number }> {
  const pipeline = join(work, `${files}.yaml`);
  writeFileSync(pipeline, PIPELINE.replace('SOURCES', join(work, String(files))));
  const started = performance.now();
  // The shell script replaces itself by the pinned Node, so the child is the process that works.
  const child = spawn(
    join(PROJECT, 'bin/quarry'),
    ['run', pipeline, '--warehouse', join(work, `${files}.duckdb`)],
    {
      cwd: PROJECT,
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
  let peak = 0;
  let cpuSeconds = 0;
  const timer = setInterval(() => {
    try {
      const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
      peak = Math.max(peak, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
      const times = readFileSync(`/proc/${child.pid}/stat`, 'utf8')
        .replace(/^.*\) /, '')
        .split(' ');
      cpuSeconds = (Number(times[11]) + Number(times[12])) / 100;
    } catch {
      // It has just ended.
    }
  }, 100);
  const [code] = (await once(child, 'exit')) as [number | null];
  clearInterval(timer);
  if (code !== 0) throw new Error(`quarry ended with ${code}`);
  return { seconds: (performance.now() - started) / 1000, cpuSeconds, peak };
}

/** Least squares of log seconds over log files. */
function slope(points: readonly { files: number; seconds: number }[]): number {
  const xs = points.map(({ files }) => Math.log(files));
  const ys = points.map(({ seconds }) => Math.log(seconds));
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const [mx, my] = [mean(xs), mean(ys)];
  const covariance = xs.reduce((sum, x, at) => sum + (x - mx) * (ys[at]! - my), 0);
  return covariance / xs.reduce((sum, x) => sum + (x - mx) ** 2, 0);
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Peak resident memory of `quarry run` over a synthetic trace of 1 GB (generated, says so in each record): many
 * attempts, long answers, few distinct designs, so that reading and storing are what is measured.
 * Usage: node bench/memory.ts [bytes]
 */
const PROJECT = join(import.meta.dirname, '..');
const bytes = Number(process.argv[2] ?? 1_000_000_000);
/** Characters of prose in an answer. */
const PROSE = 6_000;
const DISTINCT_DESIGNS = 50;
const LIMIT_MIB = 1024;

const work = mkdtempSync(join(tmpdir(), 'quarry-memory-'));
try {
  const trace = join(work, 'rollouts.jsonl');
  const records = await writeTrace(trace);
  const started = performance.now();
  const peak = await runAndWatch(trace);
  const seconds = (performance.now() - started) / 1000;
  const speed = (bytes / 1e6 / seconds).toFixed(1);
  console.log(
    `${records} records, ${(bytes / 1e9).toFixed(2)} GB (synthetic), ${seconds.toFixed(0)} s, ${speed} MB/s`,
  );
  console.log(`peak resident memory: ${peak.toFixed(0)} MiB (limit ${LIMIT_MIB})`);
  process.exitCode = peak < LIMIT_MIB ? 0 : 1;
} finally {
  rmSync(work, { recursive: true, force: true });
}

async function writeTrace(path: string): Promise<number> {
  const stream = createWriteStream(path);
  let written = 0;
  let count = 0;
  for (; written < bytes; count += 1) {
    const width = (count % DISTINCT_DESIGNS) + 1;
    const module = `module add${width}(input [${width}:0] a, b, output [${width}:0] y);\n  assign y = a + b;\nendmodule\n`;
    const prose = `Generated filler ${count}. `.repeat(PROSE / 24);
    const completion = `${prose}\n\`\`\`verilog\n${module}\`\`\`\n`;
    const line = `${JSON.stringify({ task_id: `synthetic_${count % 5000}`, prompt: 'Write an adder.', completion, generated: true })}\n`;
    written += line.length;
    if (!stream.write(line)) await once(stream, 'drain');
  }
  stream.end();
  await once(stream, 'finish');
  return count;
}

/** Largest VmHWM of the process, in MiB; it is a high-water mark, so the last reading is the peak. */
async function runAndWatch(trace: string): Promise<number> {
  // The shell script replaces itself by the pinned Node, so the child is the process that works.
  const quarry = join(PROJECT, 'bin/quarry');
  const args = ['run', 'pipelines/mine-traces.yaml', '--set', `traces=${trace}`, 'references='];
  const child = spawn(quarry, [...args, '--warehouse', join(work, 'w.duckdb')], {
    cwd: PROJECT,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  let peak = 0;
  const timer = setInterval(() => {
    try {
      const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
      peak = Math.max(peak, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
    } catch {
      // It has just ended.
    }
  }, 100);
  const [code] = (await once(child, 'exit')) as [number | null];
  clearInterval(timer);
  if (code !== 0) throw new Error(`quarry ended with ${code}`);
  return peak;
}

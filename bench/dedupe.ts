import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { FingerprintPool } from '../src/dedupe/fingerprint-pool.ts';
import { SLOTS } from '../src/dedupe/minhash.ts';
import { shingleHashes } from '../src/dedupe/shingles.ts';
import { lex, tokenText } from '../src/verilog/lexer.ts';
import { realModules } from './real-modules.ts';

/**
 * Speed side by side, in one run on the same documents and with the same shingles and slots, on all cores:
 * text-dedup, datatrove and rensa from the tokens of our lexer, ours from the raw text.
 * Usage: node bench/dedupe.ts [folder of git repositories ...]; Python from .venv-bench or QUARRY_BENCH_PYTHON.
 */
const PROJECT = join(import.meta.dirname, '..');
const PYTHON = process.env['QUARRY_BENCH_PYTHON'] ?? join(PROJECT, '.venv-bench/bin/python');
/** Ours must be this many times as fast as text-dedup and datatrove. */
const TIMES = 10;
const ROUNDS = 5;

if (!existsSync(PYTHON)) {
  console.log('text-dedup, datatrove and rensa are not installed: make venv-bench');
  process.exit(1);
}
const texts = await realModules(process.argv.slice(2));
const characters = texts.reduce((sum, text) => sum + text.length, 0);
const hashes = texts.map((text) => shingleHashes(text, 'code'));
const shingles = hashes.reduce((sum, list) => sum + list.length, 0);
const cores = availableParallelism();
console.log(
  `${texts.length} modules, ${(characters / 1e6).toFixed(1)} MB, ${shingles} shingles, ${SLOTS} slots, ${cores} cores`,
);
const before = await measureOurs();
const others = measureOthers();
// Once before and once after, because the machine may be busier at one time than at the other.
const after = await measureOurs();
process.exitCode = report(
  {
    fingerprints: least(before.fingerprints, after.fingerprints),
    signatures: least(before.signatures, after.signatures),
    hashed: least(before.hashed, after.hashed),
  },
  others,
);

/** What a round took; CPU of all threads and processes, which is what compares on a machine that others use too. */
interface Took {
  seconds: number;
  cpu: number;
}

/** What the fastest rounds of ours took: all keys from texts, signatures and bands from texts, signatures and bands from shingle hashes. */
interface Ours {
  fingerprints: Took;
  signatures: Took;
  hashed: Took;
}

async function measureOurs(): Promise<Ours> {
  const pool = new FingerprintPool();
  const fingerprints = await fastest(() => pool.fingerprint(texts, 'code'));
  await pool.close();
  const workers = startSignatureWorkers();
  const all = (from: 'texts' | 'hashes') => () =>
    Promise.all(
      workers.map((worker) => {
        worker.postMessage(from);
        return once(worker, 'message');
      }),
    );
  const signatures = await fastest(all('texts'));
  const hashed = await fastest(all('hashes'));
  await Promise.all(workers.map((worker) => worker.terminate()));
  return { fingerprints, signatures, hashed };
}

/** The least of five rounds; the first one warms up. */
async function fastest(work: () => Promise<unknown>): Promise<Took> {
  let found: Took = { seconds: Number.POSITIVE_INFINITY, cpu: Number.POSITIVE_INFINITY };
  for (let round = 0; round < ROUNDS; round++) {
    const started = performance.now();
    const used = process.cpuUsage();
    await work();
    const { user, system } = process.cpuUsage(used);
    found = least(found, { seconds: (performance.now() - started) / 1000, cpu: (user + system) / 1e6 });
  }
  return found;
}

function least(a: Took, b: Took): Took {
  return { seconds: Math.min(a.seconds, b.seconds), cpu: Math.min(a.cpu, b.cpu) };
}

/** One thread a core, each with every so manieth text, so that all have about as much to do. */
function startSignatureWorkers(): Worker[] {
  return Array.from({ length: cores }, (_, core) => {
    const own = texts.map((_text, index) => index).filter((index) => index % cores === core);
    const lists = own.map((index) => hashes[index]!);
    const offsets = Uint32Array.from([0, ...lists.map(runningLength())]);
    const flat = new Uint32Array(offsets.at(-1)!);
    for (const [index, list] of lists.entries()) flat.set(list, offsets[index]);
    const workerData = { texts: own.map((index) => texts[index]), hashes: flat, offsets };
    return new Worker(new URL('./signature-worker.ts', import.meta.url), { workerData });
  });
}

function runningLength(): (list: Uint32Array) => number {
  let length = 0;
  return (list) => {
    length += list.length;
    return length;
  };
}

function measureOthers(): Map<string, Took> {
  const work = mkdtempSync(join(tmpdir(), 'quarry-bench-'));
  try {
    const files = ['documents.jsonl', 'hashes.bin', 'offsets.bin'].map((name) => join(work, name));
    writeFileSync(files[0]!, texts.map((text) => `${JSON.stringify(tokensOf(text))}\n`).join(''));
    writeFileSync(files[1]!, BigUint64Array.from(hashes.flatMap((list) => Array.from(list, widened))));
    writeFileSync(files[2]!, BigUint64Array.from([0, ...hashes.map(runningLength())], BigInt));
    const script = join(PROJECT, 'python/bench_dedupe.py');
    const printed = execFileSync(PYTHON, [script, ...files], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, TQDM_DISABLE: '1' },
    });
    const lines = printed
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Took & { tool: string });
    return new Map(lines.map(({ tool, ...took }) => [tool, took]));
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** Tokens separated by blanks; those inside a string token are taken out, so that all tools see the same tokens. */
function tokensOf(text: string): string {
  const tokens = lex(text);
  return Array.from({ length: tokens.count }, (_, index) =>
    tokenText(tokens, index).replace(/\s/g, '_'),
  ).join(' ');
}

/** rensa expects 64-bit hashes that are spread over their range. */
function widened(hash: number): bigint {
  return (BigInt(hash) * 0x9e3779b97f4a7c15n) & 0xffffffffffffffffn;
}

function report(ours: Ours, others: ReadonlyMap<string, Took>): number {
  const rows: [what: string, took: Took, against: Took, atLeast: number | undefined][] = [
    ['text to bands: rtl-quarry', ours.signatures, ours.signatures, undefined],
    ['text to bands and four exact keys: rtl-quarry', ours.fingerprints, ours.signatures, undefined],
    ['tokens to signatures: text-dedup', others.get('text-dedup')!, ours.signatures, TIMES],
    ['tokens to signatures: datatrove', others.get('datatrove')!, ours.signatures, TIMES],
    ['tokens to signatures: rensa', others.get('rensa')!, ours.signatures, 1],
    ['hashes to signatures: rtl-quarry', ours.hashed, ours.hashed, undefined],
    ['shingles to signatures: rensa', others.get('rensa shingles')!, ours.hashed, 1],
    ['hashes to signatures: rensa', others.get('rensa hashes')!, ours.hashed, 1],
  ];
  let missed = 0;
  for (const [what, took, against, atLeast] of rows) {
    const times = took.seconds / against.seconds;
    const cpuTimes = (took.cpu / against.cpu).toFixed(1);
    const limit =
      atLeast === undefined
        ? ''
        : `  ${times.toFixed(1)} times ours (least ${atLeast}), ${cpuTimes} times the CPU`;
    if (atLeast !== undefined && times < atLeast) missed++;
    const rate = (characters / 1e6 / took.seconds).toFixed(1);
    console.log(
      `${what.padEnd(46)} ${took.seconds.toFixed(3).padStart(8)} s ${took.cpu.toFixed(3).padStart(8)} s CPU ${rate.padStart(6)} MB/s${limit}`,
    );
  }
  return missed === 0 ? 0 : 1;
}

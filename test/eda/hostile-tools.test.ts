import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { proveEquivalence } from '../../src/eda/prove-equivalence.ts';
import { openToolbox, type Toolbox } from '../../src/eda/toolbox.ts';
import { type Canary, layCanary } from './hostile-machine.ts';

const ICARUS_FOLDER = new URL('hostile/', import.meta.url);
const FOLDER = new URL('hostile-tools/', import.meta.url);
const LIMITS = {
  compileCpuSeconds: 1,
  wallSeconds: 20,
  memoryMiB: 256,
  outputBytes: 64 * 1024,
  fileBytes: 2 * 1024 * 1024,
};
const READ = 'read_verilog -sv a.v\nhierarchy -check -auto-top\nproc\nwrite_json @out/o';

let box: Toolbox;
let canary: Canary;
beforeAll(async () => {
  canary = layCanary();
  box = await openToolbox({ lanes: 2, limits: LIMITS });
});
afterAll(async () => {
  await box.close();
  canary.remove();
});

const source = (name: string, folder = FOLDER) => ({
  name: 'a.v',
  text: readFileSync(new URL(name, folder), 'utf8')
    .replaceAll('@SECRET@', canary.secretPath)
    .replaceAll('@FOLDER@', canary.folder),
});
const yosys = (name: string, folder?: URL) =>
  box.yosys({ files: [source(name, folder)], script: READ, outputs: ['o'] });

describe('a file that is hostile to Yosys', () => {
  it.concurrent.each([
    ['ram-initial-loop.v', FOLDER, 'cpu_limit', /^$/],
    ['dpi-exit.v', FOLDER, 'failed', /syntax error/],
    ['dpi-macro.v', FOLDER, 'failed', /syntax error/],
    ['readmem-secret.v', FOLDER, 'failed', /Can not open file/],
    ['constant-function-loop.v', ICARUS_FOLDER, 'cpu_limit', /^$/],
    ['macro-doubling.v', ICARUS_FOLDER, 'cpu_limit', /^$/],
    ['memory-wide-concat.v', ICARUS_FOLDER, 'failed', /exceeds implementation limit/],
    ['include-secret.v', ICARUS_FOLDER, 'failed', /Can't open include file/],
    ['raw-bytes.v', ICARUS_FOLDER, 'failed', /ERROR/],
  ] as const)('%s ends as it must', async (name, folder, outcome, says) => {
    const run = await yosys(name, folder);
    expect(run.outcome).toBe(outcome);
    expect(run.log).toMatch(says);
    expect(run.log).not.toContain(canary.secret);
    expect(run.files).toEqual({});
    expect(canary.damage()).toEqual([]);
  });
});

describe('a file that is hostile to Verilator', () => {
  it.concurrent.each([
    ['include-secret.v', 'failed', /Cannot find include file/],
    ['macro-doubling.v', 'failed', /Too many preprocessor tokens/],
    ['memory-generate-loop.v', 'failed', /Loop unrolling took too long/],
    ['memory-string-growth.v', 'memory_limit', /INFINITELOOP/],
    ['memory-fork-recursion.v', 'crash', /^$/],
  ] as const)('%s ends as it must', async (name, outcome, says) => {
    const run = await box.verilator({ files: [source(name, ICARUS_FOLDER)] });
    expect(run.outcome).toBe(outcome);
    expect(run.log).toMatch(says);
    expect(run.log).not.toContain(canary.secret);
  });
});

it('has a test for every hostile file', () => {
  const text = readFileSync(new URL(import.meta.url), 'utf8');
  for (const name of readdirSync(FOLDER)) expect(text.split(name).length, name).toBeGreaterThan(1);
});

it('names that would be commands stay names', async () => {
  const run = await yosys('escaped-names.v');
  expect(run.outcome).toBe('failed');
  expect(run.log).toMatch(/\/etc\/passwd/);
  expect(run.log).not.toContain('root:');
  const gate = [source('escaped-names.v')];
  const proof = await proveEquivalence(box, { gold: gate, gate, top: 't;shell' });
  expect(proof).toMatchObject({
    verdict: 'undecided',
    reason: expect.stringMatching(/not a plain identifier/),
  });
  expect(canary.damage()).toEqual([]);
});

it('a design cannot print its own proof', async () => {
  const gate = source('forged-proof.v');
  const gold = { ...gate, text: gate.text.replace('~a', 'a') };
  const proof = await proveEquivalence(box, { gold: [gold], gate: [gate], top: 'forges' });
  expect(proof.verdict).toBe('different');
});

it('a process that a tool leaves behind ends with its job', async () => {
  const one = await openToolbox({ lanes: 1 });
  const text = ': >/scratch/null; (while :; do echo yes >/scratch/alive; done) >/scratch/log 2>&1 &';
  const script = 'exec -q -- sh leave.sh';
  expect((await one.yosys({ files: [{ name: 'leave.sh', text }], script })).outcome).toBe('ok');
  const next = await one.yosys({ files: [source('dpi-exit.v')], script: 'log next', outputs: ['alive'] });
  expect(next).toMatchObject({ outcome: 'ok', files: {} });
  await one.close();
});

it('a tool that waits is ended by wall time, which is no outcome, and the lane is replaced', async () => {
  const one = await openToolbox({ lanes: 1, limits: { wallSeconds: 0.2 } });
  const script = "exec -q -- sh -c 'sleep 20'";
  const run = one.yosys({ files: [source('dpi-exit.v')], script, cpuSeconds: 1, wallSeconds: 0.2 });
  await expect(run).rejects.toMatchObject({ code: 'TOOL_STALLED' });
  const next = await one.yosys({ files: [source('dpi-exit.v')], script: 'log', wallSeconds: 20 });
  expect(next.outcome).toBe('ok');
  await one.close();
});

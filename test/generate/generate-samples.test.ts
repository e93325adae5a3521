import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSimulator, type Simulator } from '../../src/eda/simulator.ts';
import { CATEGORIES } from '../../src/generate/category.ts';
import { generateSamples } from '../../src/generate/generate-samples.ts';
import type { GeneratedFile } from '../../src/generate/generated-file.ts';
import { saysPassed } from '../../src/generate/simulate.ts';
import { simulateWith } from '../../tools/simulate-with.ts';

const OPTIONS = { seed: 5, problems: 11, tasks: 4 };

let simulator: Simulator;
let files: GeneratedFile[];

beforeAll(async () => {
  simulator = await openSimulator();
  files = await generateSamples(OPTIONS, simulateWith(simulator));
});

afterAll(() => simulator.close());

interface Line {
  stage: string;
  timestamp?: string;
  payload: Record<string, unknown> & { status: string; metrics?: Record<string, unknown> };
}

const text = (path: string) => files.find((file) => file.path === path)?.text;
const rows = (path: string) =>
  (text(path) ?? '')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));

/** Whole records of every trace, each with its run folder. */
function records(): { run: string; record: Line }[] {
  return files
    .filter(({ path }) => path.endsWith('trace.jsonl'))
    .flatMap(({ path, text: trace }) =>
      trace
        .split('\n')
        .slice(0, -1)
        .map((line) => ({ run: path.replace('trace.jsonl', ''), record: JSON.parse(line) as Line })),
    );
}

const simulations = () => records().filter(({ record }) => record.stage === 'Simulation');

describe('generateSamples', () => {
  it('gives the same bytes for the same options and others for another seed', async () => {
    const simulate = simulateWith(simulator);
    const small = { seed: 5, problems: 2, tasks: 1 };
    const first = await generateSamples(small, simulate);
    expect(await generateSamples(small, simulate)).toEqual(first);
    expect(await generateSamples({ ...small, seed: 6 }, simulate)).not.toEqual(first);
  });

  it('writes no path twice and none outside', () => {
    const paths = files.map(({ path }) => path);
    expect(new Set(paths).size).toBe(paths.length);
    for (const path of paths) expect(path).toMatch(/^[\w/.]+$/);
    expect(paths.filter((path) => path.includes('..') || path.startsWith('/'))).toEqual([]);
  });

  it('mixes the spellings, the vocabularies and the times as S1 did', () => {
    const stages = new Set(records().map(({ record }) => record.stage));
    for (const name of ['Simulation', 'A1_RTL_Generation', 'A1 - RTL Generation', 'A1']) {
      expect(stages).toContain(name);
    }
    const statuses = new Set(records().map(({ record }) => record.payload.status));
    expect([...statuses].sort()).toEqual(['fail', 'failed', 'pass', 'success']);
    const timed = new Set(records().map(({ record }) => record.timestamp !== undefined));
    expect(timed.size).toBe(2);
  });

  it('repeats stages where the pipeline retried', () => {
    const decisions = records().map(({ record }) => record.payload['remediation_decision']);
    for (const decision of ['retry_lint', 'regenerate', 'abort']) expect(decisions).toContain(decision);
  });

  it('claims what the log says, except under a template testbench', () => {
    let lies = 0;
    for (const { run, record } of simulations()) {
      const claimed = ['pass', 'success'].includes(record.payload.status);
      const log = text(run + record.payload['simulation_log']) ?? '';
      if (log.trim() === 'TESTBENCH COMPLETED') {
        expect(claimed).toBe(true);
        lies += 1;
      } else expect(claimed).toBe(saysPassed(log));
    }
    expect(lies).toBeGreaterThan(0);
  });

  it('names files that are there, but for the missing ones of each kind', () => {
    const missing = simulations().flatMap(({ run, record }) =>
      ['spec_path', 'rtl_file', 'testbench_file', 'simulation_compile_log', 'simulation_log'].filter(
        (key) => text(run + record.payload[key]) === undefined,
      ),
    );
    expect(missing.sort()).toEqual(['rtl_file', 'testbench_file']);
  });

  it('cuts one trace in the middle of its last record', () => {
    const cut = files.filter(
      ({ path, text: trace }) => path.endsWith('trace.jsonl') && !trace.endsWith('\n'),
    );
    expect(cut).toHaveLength(1);
    const last = cut[0]?.text.split('\n').at(-1) ?? '';
    expect(last).toMatch(/^\{"stage":"Simulation"/);
    expect(() => JSON.parse(last)).toThrow();
  });

  it('says everywhere that it is generated', () => {
    for (const { record } of records()) expect(record.payload['generated_by']).toMatch(/rtl-quarry/);
    for (const { path, text: json } of files.filter(({ path }) => /(spec|result)\.json$/.test(path))) {
      expect(JSON.parse(json).generated_by, path).toMatch(/rtl-quarry/);
    }
    for (const { path, text: verilog } of files.filter(({ path }) => path.endsWith('_tb.v'))) {
      expect(verilog.split('\n', 1)[0], path).toMatch(/generated by rtl-quarry/);
    }
    expect(text('README.md')).toContain('--seed 5 --problems 11 --tasks 4');
  });

  it('keeps machine paths out of the logs', () => {
    const logs = files.filter(({ path }) => path.endsWith('.log'));
    expect(logs.length).toBeGreaterThan(0);
    for (const { path, text: log } of logs) expect(log, path).not.toMatch(/(^|\s)\/\w/m);
  });

  it('gives every problem two models, and takes categories in turn', () => {
    const models = new Map<unknown, Set<unknown>>();
    for (const { record } of records()) {
      const hash = record.payload['spec_hash'];
      models.set(hash, (models.get(hash) ?? new Set()).add(record.payload['model']));
    }
    expect(models.size).toBe(11);
    for (const names of models.values()) expect(names.size).toBe(2);
    const categories = new Set(records().map(({ record }) => record.payload['category']));
    expect(categories.size).toBe(11);
    for (const category of categories) expect(CATEGORIES).toContain(category);
  });

  it('mines the sets from the claimed passes', () => {
    const claimed = new Set(
      rows('sets/with_testbench.jsonl').map(
        ({ metadata }: { metadata: { run_id: string } }) => metadata.run_id,
      ),
    );
    expect(claimed.size).toBe(rows('sets/without_testbench.jsonl').length);
    for (const id of claimed) expect(text(`runs/${id}/trace.jsonl`)).toMatch(/"stage":"Simulation"/);
    const benchmark = JSON.parse(text('benchmark/benchmark_results.json') ?? '[]') as { passed: boolean }[];
    expect(benchmark.filter(({ passed }) => passed)).toHaveLength(claimed.size);
    expect(benchmark).toHaveLength(22);
  });

  it('answers every task three times and gives its reference', () => {
    const references = rows('rollouts/references.jsonl');
    expect(references).toHaveLength(4);
    for (const reference of references) {
      const answers = rows('rollouts/rollouts.jsonl').filter(({ task_id }) => task_id === reference.task_id);
      expect(answers).toHaveLength(3);
      for (const answer of answers) expect(answer.prompt).toBe(reference.header);
      expect(reference.module_code.startsWith(reference.header)).toBe(true);
    }
  });
});

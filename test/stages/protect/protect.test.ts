import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadRegistry } from '../../../src/stages/protect/registry.ts';
import { BENCHMARK } from '../../dedupe/contamination/designs.ts';
import { PROJECT_ROOT } from '../../support/quarry.ts';
import { scratchContext, scratchFolder } from '../../support/scratch.ts';
import { runSteps } from '../../support/stage-run.ts';
import { writeBenchmarks } from './write-benchmarks.ts';

const context = await scratchContext();
const { warehouse } = context;
const folder = writeBenchmarks(scratchFolder());
const protect = async (...paths: string[]) => (await runSteps(context, ['protect', { paths }]))[0]!;
const first = await protect(folder);

interface Problem {
  benchmark: string;
  problem_id: string;
  specification: string | null;
  header: string | null;
  design: string | null;
  testbench: string | null;
}

const problems = await warehouse.rows<Problem>(
  `SELECT benchmark, problem_id, i.text AS specification, h.text AS header, d.text AS design, t.text AS testbench
   FROM raw.problem_references
   LEFT JOIN raw.documents AS i ON i.sha256 = instruction_sha256 LEFT JOIN raw.documents AS h ON h.sha256 = header_sha256
   LEFT JOIN raw.documents AS d ON d.sha256 = design_sha256 LEFT JOIN raw.documents AS t ON t.sha256 = testbench_sha256
   WHERE protected ORDER BY ALL`,
);
const [flipFlop, gate, blink, pipeline] = BENCHMARK as unknown as Record<
  0 | 1 | 2 | 3,
  (typeof BENCHMARK)[number]
> &
  (typeof BENCHMARK)[number][];
const of = (benchmark: string, problem: string): Problem[] =>
  problems.filter((row) => row.benchmark === benchmark && row.problem_id === problem);

test('every problem of every shape is read; what holds none is rejected with its reason', async () => {
  expect(first).toMatchObject({ rowsIn: 9, kept: 8, rejected: 1, added: 9 });
  expect(problems).toHaveLength(8);
  const rejected = await warehouse.rows('SELECT code, reason, path, line FROM raw.rejects');
  expect(rejected).toEqual([
    {
      code: 'NO_PROTECTED_TEXT',
      reason: expect.stringContaining('input.prompt'),
      path: join(folder, 'cvdp_sample.jsonl'),
      line: 2,
    },
  ]);
});

test('VerilogEval v1: the solution continues the prompt, descriptions lie in another file', () => {
  expect(of('verilogeval-v1', 'flip_flop')).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ specification: flipFlop!.specification, design: null }),
      expect.objectContaining({
        header: expect.stringContaining('module flip_flop('),
        design: `// a flip-flop\n${flipFlop!.design}`,
        testbench: 'module tb; endmodule',
      }),
    ]),
  );
});

test('VerilogEval v2: files that share a stem are one problem', () => {
  expect(of('verilogeval-v2', 'Prob001_ticket_gate')).toEqual(
    expect.arrayContaining([
      expect.objectContaining({
        specification: expect.stringContaining('ticket gate'),
        design: gate!.design,
        header: null,
        testbench: 'module tb; endmodule',
      }),
      expect.objectContaining({ header: expect.stringContaining('module ticket_gate('), design: null }),
    ]),
  );
});

test('RTLLM: a folder is a problem, its verified design the answer and nothing else', () => {
  expect(of('rtllm', 'blink code')).toEqual([
    expect.objectContaining({ specification: blink!.specification, design: blink!.design }),
  ]);
  expect(of('rtllm', 'two_stage')).toEqual([
    expect.objectContaining({ header: expect.stringContaining('module pair_sum'), design: null }),
  ]);
});

test('CVDP: the files of the answer are its design', () => {
  expect(of('cvdp', 'cvdp_two_stage_0001')).toEqual([
    expect.objectContaining({ specification: pipeline!.specification, design: pipeline!.design }),
  ]);
});

test('any other file of records is a benchmark of its own name', () => {
  expect(of('lamps', 'blink')).toEqual([expect.objectContaining({ header: null, design: null })]);
});

describe('a second run', () => {
  test('reads nothing again', async () => {
    expect(await protect(folder)).toMatchObject({ rowsIn: 9, kept: 8, rejected: 1, added: 0 });
  });

  test('reads a file that has grown, and nothing else', async () => {
    appendFileSync(
      join(folder, 'v1/descriptions/VerilogDescription_Human.jsonl'),
      '{"task_id":"b","description":"new"}\n',
    );
    expect(await protect(folder)).toMatchObject({ rowsIn: 10, kept: 9, added: 2 });
    const again = await warehouse.count(
      "SELECT count(*) FROM raw.problem_references WHERE benchmark = 'verilogeval-v1'",
    );
    expect(again).toBeGreaterThanOrEqual(3);
  });
});

describe('paths', () => {
  test('that are not there are told', async () => {
    await expect(protect(join(folder, 'nowhere'))).rejects.toMatchObject({ code: 'INPUT_MISSING' });
  });

  test('in which no entry reads anything are told with what could be read', async () => {
    const other = join(folder, 'rtllm/_pic');
    await expect(protect(other)).rejects.toMatchObject({
      code: 'INPUT_MISSING',
      next: expect.stringContaining('design_description.txt'),
    });
  });

  test('none: the registry has folders of its own, which need not be there', async () => {
    const registry = join(folder, 'registry.yaml');
    writeFileSync(
      registry,
      'folders: [nowhere]\nbenchmarks: [{name: own, reader: records, files: ["*.jsonl"], fields: {specification: [q]}}]',
    );
    const [outcome] = await runSteps(context, ['protect', { registry }]);
    expect(outcome).toMatchObject({ rowsIn: 0, notes: ['no benchmark files'] });
  });
});

describe('the registry', () => {
  test('of the project names VerilogEval v1 and v2, RTLLM and CVDP, each with a reader', () => {
    const { benchmarks } = loadRegistry(join(PROJECT_ROOT, 'pipelines/protected.yaml'));
    expect(benchmarks.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['verilogeval-v1', 'verilogeval-v2', 'rtllm', 'cvdp']),
    );
  });

  test.each([
    ['no YAML', 'a: [', /cannot be read/],
    ['an unknown reader', 'folders: []\nbenchmarks: [{name: a, reader: b, files: [c]}]', /reader/],
    ['fields missing', 'folders: []\nbenchmarks: [{name: a, reader: records, files: [c]}]', /fields/],
  ])('with %s is refused', (_, text, message) => {
    mkdirSync(folder, { recursive: true });
    const path = join(folder, 'bad.yaml');
    writeFileSync(path, text);
    expect(() => loadRegistry(path)).toThrow(message);
  });
});

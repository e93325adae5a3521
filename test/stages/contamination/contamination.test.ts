import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../src/core/random.ts';
import { readContaminatedRow, readContamination } from '../../../src/report/contamination.ts';
import { BENCHMARK, CLEAN, type Sample } from '../../dedupe/contamination/designs.ts';
import { commandLine } from '../../support/command-line.ts';
import { DISGUISES, shuffleWords } from '../../support/plant-answer.ts';
import { scratchContext, scratchFolder } from '../../support/scratch.ts';
import { runSteps } from '../../support/stage-run.ts';
import { writeJsonl } from '../../support/trace-files.ts';
import { writeBenchmarks } from '../protect/write-benchmarks.ts';

const context = await scratchContext();
const { warehouse } = context;
const folder = scratchFolder();
const benchmarks = writeBenchmarks(join(folder, 'benchmarks'));

const disguised = ({ design }: Sample): string => DISGUISES['all at once']!(design, createRandom('a'));
const [flipFlop, gate] = BENCHMARK as [Sample, Sample];
const rows = [
  ...CLEAN.map(({ name, specification, design }) => ({ name, instruction: specification, output: design })),
  { name: 'planted answer', instruction: 'Open the door of a train.', output: disguised(gate) },
  { name: 'planted question', instruction: shuffleWords(gate.specification, 'a'), output: CLEAN[0]!.design },
  { name: 'trivial answer', instruction: 'Delay a bit.', output: disguised(flipFlop) },
  {
    name: 'trivial question',
    instruction: shuffleWords(flipFlop.specification, 'a'),
    output: flipFlop.design.replace('<= d', '<= ~d'),
  },
];
const ingest = (name: string, added: readonly (typeof rows)[number][]) =>
  [
    'ingest',
    {
      role: 'traces',
      paths: [
        writeJsonl(
          folder,
          name,
          added.map(({ instruction, output }) => ({ instruction, output })),
        ),
      ],
    },
  ] as const;
const compare = async (parameters: Record<string, unknown> = {}) =>
  (await runSteps(context, ['contamination', parameters]))[0]!;
const decisions = async (): Promise<Record<string, string>> => {
  const found = await warehouse.rows<{ instruction: string; line: string }>(
    `SELECT text AS instruction, concat_ws(' ', decision, method, problem) AS line
     FROM report.contamination JOIN curated.dedupe_rows USING (row_id) JOIN raw.documents ON sha256 = spec_sha256
     WHERE decision <> 'clean'`,
  );
  return Object.fromEntries(
    found.map(({ instruction, line }) => [rows.find((row) => row.instruction === instruction)?.name, line]),
  );
};

await runSteps(context, ingest('rows.jsonl', rows), ['extract'], ['classify'], ['curate']);

test('without any protected benchmark the stage and the command say so plainly', async () => {
  expect(await compare()).toMatchObject({
    rowsIn: rows.length,
    kept: rows.length,
    rejected: 0,
    notes: [expect.stringContaining('no protected benchmark is registered')],
  });
  const report = await readContamination(warehouse, 3);
  expect(report).toMatchObject({ benchmarks: [], found: [], examples: [] });
});

describe('with benchmarks', () => {
  test('planted answers and questions are refused, clean rows are not, a trivial answer is kept', async () => {
    await runSteps(context, ['protect', { paths: [benchmarks] }]);
    const outcome = await compare();
    expect(outcome).toMatchObject({ rowsIn: rows.length, rejected: 3, added: rows.length });
    expect(await decisions()).toEqual({
      'planted answer': expect.stringMatching(/^refused renamed Prob001_ticket_gate$/),
      'planted question': expect.stringMatching(/^refused specification Prob001_ticket_gate$/),
      'trivial answer': expect.stringMatching(/^kept_trivial renamed flip_flop$/),
      'trivial question': expect.stringMatching(/^refused specification flip_flop$/),
    });
  });

  test('a second run compares nothing, a new row is compared alone', async () => {
    expect(await compare()).toMatchObject({ added: 0 });
    const added = {
      name: 'late',
      instruction: 'Say hello.',
      output: CLEAN[2]!.design.replace('>>> 7', '>>> 8'),
    };
    const outcomes = await runSteps(
      context,
      ingest('more.jsonl', [added]),
      ['extract'],
      ['classify'],
      ['curate'],
      ['contamination'],
    );
    expect(outcomes.at(-1)).toMatchObject({ rowsIn: rows.length + 1, added: 1 });
  });

  test('another policy or threshold decides anew without comparing', async () => {
    expect(await compare({ trivial: 'drop' })).toMatchObject({ added: 0, rejected: 4 });
    expect(await decisions()).toMatchObject({ 'trivial answer': 'refused renamed flip_flop' });
    expect(await compare({ renamed: 1, specification: 1 })).toMatchObject({ added: 0 });
    await compare({ trivial: 'drop' });
    expect(await compare({ keep_settings: true })).toMatchObject({ added: 0, rejected: 4 });
    expect(await compare()).toMatchObject({ added: 0, rejected: 3 });
  });

  test('a row that was not compared is not exported', async () => {
    await warehouse.run('BEGIN TRANSACTION');
    await warehouse.run("DELETE FROM fact.contaminations WHERE method = 'none' OR score < 0.5");
    await warehouse.run('UPDATE curated.sft_candidates SET refusal = NULL');
    const found = await warehouse.rows(
      `SELECT DISTINCT decision, refusal FROM report.contamination JOIN curated.sft_rows ON attempt_id = row_id
       WHERE decision <> 'refused'`,
    );
    const open = await warehouse.count(
      `SELECT count(*) FROM curated.split_candidates SEMI JOIN report.contamination USING (row_id)`,
    );
    await warehouse.run('ROLLBACK');
    expect(found).toContainEqual({
      decision: 'not_compared',
      refusal: 'not compared with protected benchmarks yet',
    });
    expect(open).toBe(found.length - 1);
  });

  test('another protected problem makes all rows be compared', async () => {
    const [lift] = CLEAN as [Sample];
    const path = writeJsonl(folder, 'lifts.jsonl', [{ task_id: 'lift', code: lift.design }]);
    await runSteps(context, ['protect', { paths: [path] }]);
    expect(await compare()).toMatchObject({ added: rows.length + 1 });
    // The same design stands behind the planted question: one protected problem more is one reason more.
    expect(await decisions()).toMatchObject({ 'planted question': expect.stringContaining('refused') });
    const lifts = await warehouse.rows(
      "SELECT method, score, decision FROM report.contamination WHERE benchmark = 'lifts'",
    );
    expect(lifts).toContainEqual({ method: 'same_design', score: 1, decision: 'refused' });
  });
});

describe('quarry contamination', () => {
  test('lists benchmarks, methods and examples', async () => {
    const report = await readContamination(warehouse, 1);
    expect(report.benchmarks).toContainEqual({ benchmark: 'rtllm', problems: 2 });
    expect(report.found.reduce((sum, { rows: count }) => sum + count, 0)).toBeGreaterThanOrEqual(4);
    expect(report.examples.length).toBeLessThanOrEqual(report.found.length);
  });

  test('shows both sides of one row', async () => {
    const [found] = await warehouse.rows<{ row_id: string }>(
      "SELECT row_id FROM report.contamination WHERE problem = 'Prob001_ticket_gate' AND method = 'renamed'",
    );
    const shown = await readContaminatedRow(warehouse, found!.row_id.slice(0, 10));
    expect(shown.row).toEqual({
      specification: 'Open the door of a train.',
      design: disguised(gate),
    });
    expect(shown.problem.design).toBe(gate.design);
    await expect(readContaminatedRow(warehouse, 'nobody')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('prints no line wider than 80 columns, and JSON on demand', async () => {
    await warehouse.run('CHECKPOINT');
    const path = join(folder, 'copy.duckdb');
    await warehouse.run(`ATTACH '${path}' AS copied; COPY FROM DATABASE w TO copied; DETACH copied`);
    const printed = await commandLine(['contamination', '--warehouse', path]);
    expect(printed.stderr).toBe('');
    expect(printed.stdout).toMatch(/protected problems: .*verilogeval-v2 1/);
    const table = printed.stdout.slice(printed.stdout.indexOf('benchmark  '));
    for (const line of table.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
    const { stdout } = await commandLine(['contamination', '--json', '--warehouse', path]);
    expect(JSON.parse(stdout)).toMatchObject({ settings: { trivial: 'keep' } });
  });
});

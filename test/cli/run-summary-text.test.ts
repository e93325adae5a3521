import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { formatRunSummary } from '../../src/cli/run-summary-text.ts';
import { SILENT } from '../../src/engine/progress.ts';
import type { FinishedStage } from '../../src/engine/run-pipeline.ts';
import { stageContext } from '../../src/engine/stage-context.ts';
import { readRunSummary } from '../../src/report/run-summary.ts';
import { Warehouse } from '../../src/warehouse/warehouse.ts';
import { PROJECT_ROOT } from '../support/quarry.ts';
import { scratchFolder } from '../support/scratch.ts';
import { runSteps } from '../support/stage-run.ts';

const folder = scratchFolder();
const path = join(folder, 'w.duckdb');
const warehouse = await Warehouse.open(path);
afterAll(() => warehouse.close());

const FILES = {
  LICENSE: 'SPDX-License-Identifier: MIT\n',
  'top.v':
    'module top (input clk, input d, output y);\n  wire q;\n  leaf u (clk, d, q);\n  assign y = ~q;\nendmodule\n',
  'leaf.v': 'module leaf (input clk, input d, output reg q);\n  always @(posedge clk) q <= d;\nendmodule\n',
  'bad.v': 'module bad (input clk, input d);\n  always @(posedge clk) begin = ; end\nendmodule\n',
  'empty.v': '// nothing\n',
};

const stage = (name: string, notes: string[] = []): FinishedStage => ({
  stage: name,
  version: 1,
  parameters: {},
  startedAt: new Date(0),
  rowsIn: 1,
  kept: 1,
  rejected: 0,
  added: 1,
  notes,
  seconds: 0.5,
});

beforeAll(async () => {
  const design = join(folder, 'design');
  mkdirSync(design);
  for (const [name, text] of Object.entries(FILES)) writeFileSync(join(design, name), text);
  const context = stageContext({ warehouse, progress: SILENT, projectRoot: PROJECT_ROOT });
  await runSteps(
    context,
    ['gather', { sources: [design] }],
    ['licence'],
    ['screen'],
    ['parse'],
    ['closure'],
    ['curate'],
  );
});

test('a run over corpora tells of files and modules, not of attempts', async () => {
  const summary = await readRunSummary(warehouse, ['gather', 'closure']);
  const text = formatRunSummary(
    summary,
    [
      stage('gather'),
      stage('export', ['2 rows (2 train) in out/modules', 'short of quota']),
      stage('describe'),
    ],
    'data/warehouse.duckdb',
  );
  expect(text).not.toMatch(/attempts|verdict/);
  for (const part of [
    /^4 files of 1 source, 3 modules in 1\.5 s$/m,
    /^compile alone +1 +33\.3 %$/m,
    /^compile with the files they need +2 +66\.7 %$/m,
    /^kept: and may leave by their licence +2 +66\.7 %$/m,
    /^1 files not taken, by the commonest reasons:\n +1 {2}empty$/m,
    /^Exported 2 rows \(2 train\) in out\/modules\n {2}short of quota$/m,
    /^Not exported, by the commonest reasons:\n(?: .*\n)* +1 {2}does not compile: syntax_error$/m,
    /^Go on with\n {2}quarry corpus report\n {2}quarry sql --list\n$/m,
  ])
    expect(text).toMatch(part);
});

test('what the stages describe and learn have to say is told', async () => {
  const summary = await readRunSummary(warehouse, ['describe', 'learn']);
  const notes = ['3 answers, 3 calls paid: 9 tokens in, 9 out', '1 left, the token budget is spent'];
  const text = formatRunSummary(summary, [stage('describe', notes)], 'other.duckdb');
  expect(text).toContain(`Descriptions\n  ${notes[0]}\n  ${notes[1]}\n`);
  expect(text).toContain('  quarry corpus report --warehouse other.duckdb\n');
});

test('a run that judges attempts tells of these, whatever else is in the warehouse', async () => {
  const summary = await readRunSummary(warehouse, ['ingest', 'judge']);
  expect(formatRunSummary(summary, [stage('judge')], 'other.duckdb')).toMatch(/^0 attempts at 0 problems/);
});

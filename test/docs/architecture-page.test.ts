import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { globSync } from 'tinyglobby';
import { expect, test } from 'vitest';
import { EVIDENCE_LEVELS } from '../../src/core/evidence.ts';
import { FAILURE_STAGES } from '../../src/core/failure.ts';
import { VERDICTS } from '../../src/core/verdict.ts';
import { STAGES } from '../../src/stages/registry.ts';
import { PROJECT, pageText, tableRows } from './pages.ts';

const page = pageText('ARCHITECTURE.md');
const firstCells = (...header: string[]): string[] => tableRows(page, ...header).map(([cell]) => cell!);

test('the table of tables is that of the migrations', () => {
  const folder = join(PROJECT, 'src/warehouse/migrations');
  const created = readdirSync(folder).flatMap((file) =>
    [...readFileSync(join(folder, file), 'utf8').matchAll(/CREATE TABLE (\w+\.\w+)/g)].map(
      (match) => match[1]!,
    ),
  );
  expect(firstCells('table', 'one row is').sort()).toEqual(created.sort());
});

test('the table of models is that of pipelines/models', () => {
  const models = globSync('*/*.sql', { cwd: join(PROJECT, 'pipelines/models') });
  const relations = models.map((file) => file.replace('/', '.').replace(/\.sql$/, ''));
  expect(firstCells('model').sort()).toEqual(relations.sort());
});

test('the verdicts are those of the code', () => {
  expect(firstCells('verdict').sort()).toEqual([...VERDICTS].sort());
});

test('the evidence levels are those of the code, in their order', () => {
  expect(firstCells('level')).toEqual([...EVIDENCE_LEVELS]);
  const order = EVIDENCE_LEVELS.map((level) => `\`${level}\``).join(' < ');
  expect(pageText('README.md').replace(/\s+/g, ' ')).toContain(order);
});

test('the failure stages are those of the code, in their order', () => {
  const order = FAILURE_STAGES.map((stage) => `\`${stage}\``).join(', ');
  expect(page.replace(/\s+/g, ' ')).toContain(order);
});

test('the picture shows every stage of the main job, in its order', () => {
  const shown = /stages: +([a-z >\n]+)```/
    .exec(page)![1]!
    .split('>')
    .map((name) => name.trim());
  expect(shown).toEqual(Object.keys(STAGES));
});

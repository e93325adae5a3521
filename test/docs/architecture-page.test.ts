import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { globSync } from 'tinyglobby';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { EVIDENCE_LEVELS } from '../../src/core/evidence.ts';
import { FAILURE_STAGES } from '../../src/core/failure.ts';
import { VERDICTS } from '../../src/core/verdict.ts';
import type { Pipeline } from '../../src/engine/load-pipeline.ts';
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

/** The stages of a pipeline as the picture shows them. */
function shownStages(pipeline: string): string[] | undefined {
  const line = new RegExp(`^ ${pipeline} +([a-z-]+(?:\\s+>\\s+[a-z-]+)*)$`, 'm').exec(page);
  return line?.[1]?.split(/\s+>\s+/);
}

const PIPELINES = globSync('*.yaml', { cwd: join(PROJECT, 'pipelines'), absolute: true }).flatMap((file) => {
  const { name, stages } = parse(readFileSync(file, 'utf8')) as Partial<Pipeline>;
  return stages === undefined ? [] : [{ name: name!, stages: stages.map(({ stage }) => stage) }];
});

test.each(PIPELINES)('the picture shows the stages of $name, in their order', ({ name, stages }) => {
  expect(shownStages(name)).toEqual([...new Set(stages)]);
});

test('every stage is in a picture', () => {
  const shown = PIPELINES.flatMap(({ stages }) => stages);
  expect([...new Set(shown)].sort()).toEqual(Object.keys(STAGES).sort());
});

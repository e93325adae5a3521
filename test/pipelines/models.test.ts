import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { globSync } from 'tinyglobby';
import { describe, expect, test } from 'vitest';
import { listRelations } from '../../src/report/relations.ts';
import { findSavedQuery, listSavedQueries } from '../../src/report/saved-queries.ts';
import { copiedSamples } from '../support/copied-samples.ts';
import { PROJECT_ROOT } from '../support/quarry.ts';
import { runSteps } from '../support/stage-run.ts';

const PIPELINES = join(PROJECT_ROOT, 'pipelines');
const MODELS = globSync('models/*/*.sql', { cwd: PIPELINES }).sort();
/** The samples hold no benchmark and no failed request; the strength of testbenches is measured only where it is asked for. */
const EMPTY_ON_SAMPLES = [
  'curated.testbench_strength',
  'curated.failure_evidence',
  'report.testbenches',
  'report.autopsies',
  'report.proofs',
  'curated.protected_attempts',
  'report.contamination',
  'curated.instruction_rows',
  'curated.measured_testbenches',
  'curated.weakly_tested',
  'curated.retested_attempts',
  'report.retests',
  'report.signal_verdicts',
  'report.slices',
  'report.contrast_pairs',
  'report.description_failures',
];
const relations = listRelations(PROJECT_ROOT);
const context = await copiedSamples();
const { warehouse } = context;
// Both main jobs on their samples, and what is said of the modules.
await runSteps(
  context,
  ['gather', { sources: [join(PROJECT_ROOT, 'data/samples/repository')] }],
  ['licence'],
  ['screen'],
  ['parse'],
  ['closure'],
  ['classify-modules'],
  ['curate'],
  ['dedupe'],
  ['contamination'],
  ['split'],
  ['describe'],
);

const textOf = (path: string): string => readFileSync(join(PIPELINES, path), 'utf8');
const relationOf = (path: string): string =>
  path.replace('models/', '').replace('/', '.').replace('.sql', '');

describe.each(MODELS)('%s', (path) => {
  const text = textOf(path);

  test('says what it is, its grain and what it reads', () => {
    expect(text).toMatch(/^-- \S.*\.$/m);
    expect(text.split('\n')[0]).toMatch(/^-- [A-Z]/);
    expect(text).toMatch(/^-- grain: one row an? \S/m);
    expect(text).toMatch(/^-- reads: \S/m);
  });

  test('reads what its header says, and nothing else', () => {
    const code = text.replace(/--.*$/gm, '');
    const used = [...code.matchAll(/\b(?:raw|fact|curated|report|meta)\.\w+/g)].map(([name]) => name);
    const declared = /^-- reads: (.*)$/m.exec(text)![1]!.split(/,\s*/);
    expect([...new Set(declared)].sort()).toEqual([...new Set(used)].sort());
  });

  test('is a relation of the warehouse and gives rows on the samples', async () => {
    const rows = await warehouse.count(`SELECT count(*) FROM ${relationOf(path)}`);
    if (EMPTY_ON_SAMPLES.includes(relationOf(path))) expect(rows).toBe(0);
    else expect(rows).toBeGreaterThan(0);
  });
});

test('every relation of a user is documented', () => {
  const files = globSync('models/report/*.sql', { cwd: PIPELINES }).map(
    (path) => `report.${basename(path, '.sql')}`,
  );
  expect(relations.map((relation) => relation.name).sort()).toEqual(files.sort());
  expect(files).toEqual(
    expect.arrayContaining(['report.attempts', 'report.failures', 'report.rejected', 'report.domains']),
  );
});

test.each(relations)(
  '$name: every column is described, in order',
  async ({ name, columns, description, grain }) => {
    const actual = await warehouse.rows<{ column_name: string }>(`DESCRIBE ${name}`);
    expect(columns.map((column) => column.name)).toEqual(actual.map((column) => column.column_name));
    for (const column of columns) expect(column.description).toMatch(/\w/);
    expect([description, grain].every((text) => text.length > 10)).toBe(true);
  },
);

test('report.attempts has the columns that were promised', () => {
  const promised =
    'attempt_id, run_id, problem_id, model, iteration, domain, tier, verdict, evidence, failure_stage, failure_cause, message, claimed, rtl_sha256, testbench_sha256, tool';
  const columns = relations.find(({ name }) => name === 'report.attempts')!.columns.map(({ name }) => name);
  expect(columns).toEqual(expect.arrayContaining(promised.split(', ')));
});

describe.each(listSavedQueries(PROJECT_ROOT))(
  'the saved query $name',
  ({ name, description, parameters, example }) => {
    test('has a description and an example that calls it', () => {
      expect(description).toMatch(/^[A-Z].*\.$/);
      expect(example).toMatch(new RegExp(`^quarry sql --query ${name}\\b`));
    });

    test('answers on the samples with its defaults, and uses every parameter', async () => {
      const { sql, values } = findSavedQuery(PROJECT_ROOT, name, {});
      expect((await warehouse.rows(sql, values)).length).toBeGreaterThan(0);
      for (const parameter of Object.keys(parameters)) expect(sql).toContain(`$${parameter}`);
    });
  },
);

test('a saved query takes settings and refuses what it does not know', async () => {
  const all = findSavedQuery(PROJECT_ROOT, 'top-failures', { limit: '100' });
  const fsm = findSavedQuery(PROJECT_ROOT, 'top-failures', { limit: '100', domain: 'fsm' });
  const count = async ({ sql, values }: typeof all): Promise<number> =>
    (await warehouse.rows<{ attempts: bigint }>(sql, values)).reduce(
      (sum, row) => sum + Number(row.attempts),
      0,
    );
  expect(await count(all)).toBe(await warehouse.count('SELECT count(*) FROM report.failures'));
  expect(await count(fsm)).toBe(
    await warehouse.count("SELECT count(*) FROM report.failures WHERE domain = 'fsm'"),
  );
  expect(() => findSavedQuery(PROJECT_ROOT, 'top-failure', {})).toThrow(
    expect.objectContaining({ code: 'USAGE', next: expect.stringContaining('top-failures') }),
  );
  expect(() => findSavedQuery(PROJECT_ROOT, 'top-failures', { domian: 'fsm' })).toThrow(
    expect.objectContaining({ code: 'USAGE', next: expect.stringContaining('domain, limit') }),
  );
});

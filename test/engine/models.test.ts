import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runAudits } from '../../src/engine/audits.ts';
import { publishModels, refreshTables } from '../../src/engine/models.ts';
import { scratchContext, scratchFolder } from '../support/scratch.ts';

const projectRoot = scratchFolder();
const context = await scratchContext({ projectRoot });
const { warehouse } = context;

function write(path: string, text: string): void {
  const file = join(projectRoot, 'pipelines', path);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, text);
}

const answer = async (): Promise<unknown> => (await warehouse.rows('FROM report.answer'))[0];
const addDocument = (sha256: string): Promise<number> =>
  warehouse.append('raw.documents', ['sha256'], [{ sha256, bytes: 1, text: 'x' }]);

test('relations are made in reading order, whatever their names', async () => {
  write('models/report/answer.sql', '-- reads: report.zebra\nSELECT n + 1 AS n FROM report.zebra;\n');
  write('models/report/zebra.sql', '-- reads: curated.stock\nSELECT n * 10 AS n FROM curated.stock');
  write(
    'models/curated/stock.sql',
    '-- kind: table\n-- reads: raw.documents\nSELECT count(*)::INTEGER AS n FROM raw.documents',
  );
  await publishModels(context);
  // A table is empty until it is refreshed.
  expect(await answer()).toBeUndefined();
});

test('tables are filled when a fact changed, and only then', async () => {
  expect(await refreshTables(context)).toBe(true);
  expect(await answer()).toEqual({ n: 1 });
  expect(await refreshTables(context)).toBe(false);
  await addDocument('a');
  expect(await answer()).toEqual({ n: 1 });
  expect(await refreshTables(context)).toBe(true);
  expect(await answer()).toEqual({ n: 11 });
  expect(await addDocument('a')).toBe(0);
  expect(await refreshTables(context)).toBe(false);
});

test('another chosen configuration refreshes too', async () => {
  await warehouse.run("INSERT INTO meta.current VALUES ('judge', 'another')");
  expect(await refreshTables(context)).toBe(true);
  expect(await refreshTables(context)).toBe(false);
});

test('publishing again does nothing, a changed file makes the relations anew and they are filled again', async () => {
  await warehouse.run('CREATE OR REPLACE VIEW report.answer AS SELECT 99 AS n');
  await publishModels(context);
  expect(await answer()).toEqual({ n: 99 });
  write('models/report/answer.sql', '-- reads: report.zebra\nSELECT n + 2 AS n FROM report.zebra');
  await publishModels(context);
  expect(await refreshTables(context)).toBe(true);
  expect(await answer()).toEqual({ n: 12 });
});

test('a broken model leaves the relations that worked', async () => {
  write('models/report/answer.sql', '-- reads: report.zebra\nSELECT nonsense FROM report.zebra');
  await expect(publishModels(context)).rejects.toThrow(/nonsense/);
  expect(await answer()).toEqual({ n: 12 });
  write('models/report/answer.sql', '-- reads: report.zebra\nSELECT n + 2 AS n FROM report.zebra');
  await publishModels(context);
});

test('an audit without rows is silent; one with rows fails, names up to five of them and the rule', async () => {
  write('audits/quiet.sql', 'SELECT * FROM report.answer WHERE n < 0');
  write(
    'audits/loud.sql',
    '-- Never more than ten.\nSELECT n, range::BIGINT AS row FROM report.answer, range(7)',
  );
  await runAudits(['quiet'], context);
  await expect(runAudits(['quiet', 'loud'], context)).rejects.toMatchObject({
    code: 'AUDIT_FAILED',
    exitCode: 1,
    where: 'pipelines/audits/loud.sql',
    message: expect.stringContaining('{"n":12,"row":4}'),
  });
  await expect(runAudits(['loud'], context)).rejects.not.toMatchObject({
    message: expect.stringContaining('"row":5'),
  });
});

test('a relation may become a table, and a view again', async () => {
  const text = '-- reads: curated.stock\nSELECT n + 5 AS n FROM curated.stock';
  for (const head of ['-- kind: table\n', '', '-- kind: table\n']) {
    write('models/report/answer.sql', head + text);
    await publishModels(context);
    await refreshTables(context);
    expect(await answer()).toEqual({ n: 6 });
  }
});

import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openQuery } from '../../src/warehouse/read-only-query.ts';
import { Warehouse } from '../../src/warehouse/warehouse.ts';
import { readParquet } from '../support/read-parquet.ts';
import { scratchFolder } from '../support/scratch.ts';

const folder = scratchFolder();
const path = join(folder, 'w.duckdb');
const secret = join(folder, 'secret.csv');
const target = join(folder, 'written.csv');
writeFileSync(secret, 'name,word\nroot,hunter2\n');

const filled = await Warehouse.open(path);
await filled.append(
  'raw.documents',
  ['sha256'],
  Array.from({ length: 3000 }, (_, index) => ({
    sha256: `s${index}`,
    bytes: index,
    text: `text '${index}'`,
  })),
);
await filled.close();

/** Opens as `quarry sql` does, reads all rows, closes. */
async function ask(
  sql: string,
  values: Record<string, string> = {},
  parquetFile?: string,
): Promise<unknown[]> {
  const warehouse = await Warehouse.open(path, { readOnly: true });
  try {
    const query = await openQuery(warehouse, sql, values, parquetFile);
    if (parquetFile !== undefined) return [await query.writeParquet()];
    return (await Array.fromAsync(query.rows())).flat();
  } finally {
    await warehouse.close();
  }
}

test.each([
  ['SELECT count(*)::INTEGER AS n FROM raw.documents', [{ n: 3000 }]],
  ['SELECT 1 AS a;', [{ a: 1 }]],
  ['SELECT 1 AS a -- a comment at the end', [{ a: 1 }]],
  ['FROM raw.documents SELECT max(bytes) AS a', [{ a: 2999 }]],
  ["WITH a AS (SELECT ';' AS b) FROM a", [{ b: ';' }]],
  ['VALUES (1)', [{ col0: 1 }]],
])('%s is answered', async (sql, rows) => {
  expect(await ask(sql)).toEqual(rows);
});

test('DESCRIBE is a query too, and parameters are bound, not pasted', async () => {
  expect(await ask('DESCRIBE raw.documents')).toHaveLength(3);
  expect(await ask('SELECT $x AS x', { x: "'; DROP TABLE raw.documents; --" })).toEqual([
    { x: "'; DROP TABLE raw.documents; --" },
  ]);
});

test.each([
  'SELECT 1; SELECT 2',
  'DELETE FROM raw.documents',
  'DROP TABLE raw.documents',
  'CREATE TABLE raw.more AS SELECT 1 AS a',
  "INSERT INTO meta.current VALUES ('a', 'b')",
  `COPY (SELECT 1) TO '${target}'`,
  `COPY raw.documents FROM '${secret}'`,
  `ATTACH '${join(folder, 'other.duckdb')}' AS other`,
  `EXPORT DATABASE '${join(folder, 'all')}'`,
  'SET enable_external_access = true',
  'INSTALL httpfs',
  'LOAD httpfs',
  'CALL pragma_version()',
  `SELECT 1); COPY (SELECT 42) TO '${target}'; SELECT * FROM (SELECT 1`,
  `SELECT 1)); COPY (SELECT 42) TO '${target}'; SELECT * FROM (SELECT * FROM (SELECT 1`,
  `SELECT * FROM '${secret}'`,
  `SELECT * FROM read_csv('${secret}')`,
  `SELECT * FROM read_text('${secret}')`,
  `SELECT * FROM read_csv('/etc/hostname')`,
  "SELECT * FROM glob('/etc/*')",
  `SELECT (SELECT content FROM read_text('${secret}')) AS a FROM raw.documents`,
  'SELECT nope FROM raw.documents',
  'SELEC 1',
  '',
])('%s is refused', async (sql) => {
  await expect(ask(sql)).rejects.toMatchObject({
    code: 'QUERY_FAILED',
    exitCode: 1,
    next: expect.stringContaining('quarry sql --list'),
  });
  expect(existsSync(target)).toBe(false);
});

test('what was refused changed nothing', async () => {
  expect(await ask('SELECT count(*)::INTEGER AS n FROM raw.documents')).toEqual([{ n: 3000 }]);
});

test('writing Parquet opens no door to other files', async () => {
  const file = join(folder, 'x.parquet');
  await expect(ask(`SELECT * FROM read_csv('${secret}')`, {}, file)).rejects.toMatchObject({
    code: 'QUERY_FAILED',
  });
  await expect(ask(`COPY (SELECT 1) TO '${target}'`, {}, file)).rejects.toMatchObject({
    code: 'QUERY_FAILED',
  });
  expect([existsSync(file), existsSync(target)]).toEqual([false, false]);
});

test('another reader of Parquet finds the rows that were written, also over an older file', async () => {
  const file = join(folder, "it's.parquet");
  for (const low of ['1', '2990']) {
    const sql =
      'SELECT sha256, bytes, text, NULL::VARCHAR AS nothing FROM raw.documents WHERE bytes >= $low::INTEGER ORDER BY bytes';
    const [count] = await ask(sql, { low }, file);
    const { rows } = await readParquet(file);
    expect(rows).toHaveLength(count as number);
    expect(rows).toHaveLength(3000 - Number(low));
    expect(rows.at(-1)).toEqual({ sha256: 's2999', bytes: 2999, text: "text '2999'" });
  }
});

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { formatTable } from '../../src/cli/table.ts';
import { Warehouse } from '../../src/warehouse/warehouse.ts';
import { quarry } from '../support/quarry.ts';
import { scratchFolder } from '../support/scratch.ts';

const folder = scratchFolder();
const warehouse = join(folder, 'a warehouse.duckdb');
const sql = (...args: string[]) => quarry(['sql', ...args, '--warehouse', warehouse]);

beforeAll(async () => (await Warehouse.open(warehouse)).close());

test('dates, intervals and bytes are written as DuckDB writes them, and no whole number is rounded', async () => {
  const query = `SELECT DATE '2020-01-31' AS "the ""day""", INTERVAL 3 DAY AS span, '\\x00'::BLOB AS bytes,
    9007199254740993::BIGINT AS big, 7::BIGINT AS small`;
  const json = await sql(query, '--json');
  expect(JSON.parse(json.stdout)).toEqual([
    { 'the "day"': '2020-01-31', span: '3 days', bytes: '\\x00', big: '9007199254740993', small: 7 },
  ]);
  const csv = await sql(query, '--csv');
  expect(csv.stdout.split('\n')[1]).toBe('2020-01-31,3 days,\\x00,9007199254740993,7');
});

test.each([
  ['two questions', ['SELECT 1', '--query', 'verdicts'], /got both/],
  ['no question', [' '], /Expected a query/],
  ['two formats', ['SELECT 1', '--json', '--csv'], /cannot be used with/],
  ['a format and a file', ['SELECT 1', '--md', '--parquet', 'x.parquet'], /cannot be used with/],
  ['a limit that is no number', ['SELECT 1', '--limit', 'all'], /whole number above 0, got `all`/],
  ['a limit of 0', ['SELECT 1', '--limit', '0'], /whole number above 0, got `0`/],
])('%s is a mistake of usage', async (_, args, message) => {
  const { status, stderr, stdout } = await sql(...args);
  expect([status, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(message);
});

test('a file of another kind is called that', async () => {
  const other = join(folder, 'notes.json');
  writeFileSync(other, '{}\n');
  const { status, stderr } = await quarry(['sql', 'SELECT 1', '--warehouse', other]);
  expect(status).toBe(1);
  expect(stderr).toMatch(/WAREHOUSE_UNREADABLE: The warehouse cannot be opened: it is no DuckDB database/);
});

test('columns that would keep a few letters each become lines', () => {
  const names = Array.from({ length: 20 }, (_, index) => `column_${index}`);
  const values = names.map((name) => `value of ${name}`);
  const printed = formatTable(names, [values, values], 80);
  expect(printed).toContain('--- row 2\ncolumn_0   value of column_0\n');
  expect(printed).toContain('\ncolumn_19  value of column_19');
  expect(formatTable(names.slice(0, 6), [values.slice(0, 6)], 80).split('\n')).toHaveLength(2);
});

import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { takeDiverse } from '../../src/export/take-diverse.ts';
import { Warehouse } from '../../src/warehouse/warehouse.ts';
import { scratchFolder } from '../support/scratch.ts';

const warehouse = await Warehouse.open(join(scratchFolder(), 'w.duckdb'), { threads: 1 });
afterAll(() => warehouse.close());

/** `rows` candidates, five after each other of the same of `families` families; a group holds `groupRows` of them. */
const candidates = (cell: string, rows: number, wanted: number, families: number, groupRows = 1): string => `
  SELECT '${cell}' AS cell, md5_number_lower("group") AS "groupDraw", "group", n::UBIGINT AS draw, 'row ' || n AS name,
    1 AS proved, ${groupRows} AS "groupRows", n < ${wanted} AS drawn,
    array_to_string(list_transform(range(40), lambda i: concat('f', (n // 5) % ${families}, 'w', i)), ' ') || ' own' || n AS content
  FROM (SELECT n, concat('group ', n // ${groupRows}) AS "group" FROM range(${rows}) AS r(n))`;
const take = async (query: string): Promise<string[]> => {
  const names: string[] = [];
  for await (const block of takeDiverse(warehouse, query, 'text')) names.push(...block);
  return names;
};
const familiesOf = (names: readonly string[], families: number): number =>
  new Set(names.map((name) => Math.floor(Number(name.slice(4)) / 5) % families)).size;

test('of a small cell one row of each kind is taken before a second of any', async () => {
  const names = await take(candidates('a', 60, 10, 10));
  expect(names).toHaveLength(10);
  expect(familiesOf(names, 10)).toBe(10);
  const drawn = Array.from({ length: 10 }, (_, n) => `row ${n}`);
  expect(familiesOf(drawn, 10)).toBe(2);
});

test('the same rows give the same choice', async () => {
  const query = candidates('a', 80, 15, 40);
  expect(await take(query)).toEqual(await take(query));
});

test('a cell larger than a block gives what is wanted of it, each row once, kinds far apart first', async () => {
  const names = await take(candidates('a', 2500, 24, 12));
  expect(names).toHaveLength(24);
  expect(new Set(names).size).toBe(24);
  expect(familiesOf(names, 12)).toBe(12);
});

test('a group larger than a block is read in parts, and cells do not mix', async () => {
  const names = await take(`${candidates('a', 1500, 6, 6, 1500)} UNION ALL ${candidates('b', 10, 4, 4)}`);
  expect(names).toHaveLength(10);
});

import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Warehouse } from '../../src/warehouse/warehouse.ts';
import { scratchFolder } from '../support/scratch.ts';

const SOURCES = join(import.meta.dirname, '../../src');
const sources = globSync('**/*.ts', { cwd: SOURCES }).map((path) =>
  readFileSync(join(SOURCES, path), 'utf8'),
);

const named = (pattern: RegExp): Set<string> =>
  new Set(sources.flatMap((text) => [...text.matchAll(pattern)].map((match) => match[1]!)));

test('tables that are appended to get rows in no other way: their known keys would not be all', () => {
  const appended = named(/\.append\(\s*'((?:raw|fact)\.\w+)'/g);
  const inserted = named(/(?:INSERT INTO|UPDATE) ((?:raw|fact)\.\w+)/g);
  expect(appended.size).toBeGreaterThan(40);
  expect([...inserted].filter((table) => appended.has(table))).toEqual([]);
});

test('a table that had rows takes each key once, before and after its keys were read', async () => {
  const path = join(scratchFolder(), 'w.duckdb');
  const document = (sha256: string) => ({ sha256, bytes: 1, text: sha256 });
  const first = await Warehouse.open(path);
  await first.append('raw.documents', ['sha256'], [document('old')]);
  await first.close();

  const second = await Warehouse.open(path);
  const added: number[] = [];
  for (let batch = 0; batch < 40; batch++) {
    added.push(
      await second.append('raw.documents', ['sha256'], [document('old'), document(`b${batch >> 1}`)]),
    );
  }
  expect(added).toEqual(Array.from({ length: 40 }, (_, batch) => 1 - (batch % 2)));
  expect(await second.count('SELECT count(*) FROM raw.documents')).toBe(21);
  await second.close();
});

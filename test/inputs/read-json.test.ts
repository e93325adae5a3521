import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { recordsOf } from './records-of.ts';

test('a list: each element with its line and its own text', async () => {
  const { good } = await recordsOf('a.json', '[\n {"a": 1},\n {"a": "]"}\n]\n');
  expect(good.map(({ line, text }) => [line, text])).toEqual([
    [2, '{"a": 1}'],
    [3, '{"a": "]"}'],
  ]);
});

test('an id-keyed object gives its values with their keys', async () => {
  const { good } = await recordsOf('a.json', '{"p\\u0031": {"x": 1, "y": 2}, "p2": {"x": 3, "z": 4}}');
  expect(good.map(({ key, value }) => [key, value])).toEqual([
    ['p1', { x: 1, y: 2 }],
    ['p2', { x: 3, z: 4 }],
  ]);
});

test('one object is one record, also when its values are objects of different kinds', async () => {
  const plain = '{"run_id": "r", "spec": {"a": 1}}';
  expect((await recordsOf('a.json', plain)).good.map(({ text }) => text)).toEqual([plain]);
  expect((await recordsOf('a.json', '{"eval": {"a": 1}, "plan": {"b": 1}}')).good).toHaveLength(1);
  expect((await recordsOf('a.json', '{}')).values).toEqual([{}]);
});

test('an object with one object inside is id-keyed', async () => {
  expect((await recordsOf('a.json', '{"p1": {"x": 1}}')).good[0]?.key).toBe('p1');
});

test('lines in a file named .json are records', async () => {
  expect((await recordsOf('a.json', '{"a":1}\n{"a":2}\n')).values).toEqual([{ a: 1 }, { a: 2 }]);
});

test('a broken element does not take the others with it', async () => {
  const { values, bad } = await recordsOf('a.json', '[{"a":1},{"a":},{"a":3}]');
  expect(values).toEqual([{ a: 1 }, { a: 3 }]);
  expect(bad).toMatchObject([{ ordinal: 1, code: 'BAD_JSON' }]);
});

test('a document that ends early keeps what was whole', async () => {
  const { values, bad } = await recordsOf('a.json', '[{"a":1},\n{"a":"x');
  expect(values).toEqual([{ a: 1 }]);
  expect(bad).toMatchObject([{ line: 2, code: 'TRUNCATED' }]);
});

test('truncated gzip of a document is told once', async () => {
  const list = JSON.stringify(Array.from({ length: 50_000 }, (_, i) => ({ i, x: (i * 7919) % 100_003 })));
  const whole = gzipSync(list);
  const { values, bad } = await recordsOf('a.json.gz', whole.subarray(0, Math.floor(whole.length * 0.9)));
  expect(bad.map(({ code }) => code)).toEqual(['TRUNCATED']);
  expect(values.length).toBeGreaterThan(10_000);
});

test('an element over the limit is one bad record', async () => {
  const { values, bad } = await recordsOf('a.json', `[{"a":1},"${'x'.repeat(500)}",{"a":3}]`, {
    limits: { maxRecordBytes: 100 },
  });
  expect(values).toEqual([{ a: 1 }, { a: 3 }]);
  expect(bad).toMatchObject([{ ordinal: 1, code: 'RECORD_TOO_LONG' }]);
});

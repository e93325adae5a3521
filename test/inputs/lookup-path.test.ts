import { describe, expect, test } from 'vitest';
import { lookupAll, lookupPath, type Scope } from '../../src/inputs/lookup-path.ts';

const scope = (record: unknown, more: Partial<Scope> = {}): Scope => ({
  record,
  file: 'f',
  folder: 'd',
  ordinal: 4,
  ...more,
});

describe('lookupPath', () => {
  test.each<[string, unknown, unknown]>([
    ['a.b.1', { a: { b: [1, 2] } }, 2],
    ['/a~1b/c.d', { 'a/b': { 'c.d': 1 } }, 1],
    ['gen_ai.model', { 'gen_ai.model': 'm' }, 'm'],
    ['x.gen_ai.model', { x: { 'gen_ai.model': 'm' } }, 'm'],
    ['x.a.b', { x: { 'a.b': 1, a: { c: 2 } } }, 1],
    ['x.a.c', { x: { 'a.b': 1, a: { c: 2 } } }, 2],
    ['m.0', { 'm.0.role': 'user', 'm.0.text': 't', mm: 1 }, { role: 'user', text: 't' }],
    ['attributes.n', { attributes: [{ key: 'n', value: { intValue: '3' } }] }, 3],
    [
      'attributes.l',
      { attributes: [{ key: 'l', value: { arrayValue: { values: [{ stringValue: 's' }] } } }] },
      ['s'],
    ],
    ['*.x', { any: { x: 1 } }, 1],
    ['a.b', { a: 'text' }, undefined],
    ['length', [], undefined],
    ['constructor', {}, undefined],
    ['a.length', { a: 'text' }, undefined],
    ['/toString', {}, undefined],
    ['/__proto__', {}, undefined],
  ])('%s', (path, record, expected) => {
    expect(lookupPath(scope(record), path)).toEqual(expected);
  });

  test('what surrounds the record', () => {
    const at = scope({ Score: [0.5, 1] }, { key: 'k', item: { x: 1 }, index: 1, name: 'n' });
    const paths = [
      '$key',
      '$file',
      '$folder',
      '$ordinal',
      '$item.x',
      '$index',
      '$name',
      'Score.$index',
      '$other',
    ];
    expect(paths.map((path) => lookupPath(at, path))).toEqual(['k', 'f', 'd', 4, 1, 1, 'n', 1, undefined]);
  });
});

test('flattened keys cannot reach the prototype of all objects', () => {
  const record = JSON.parse('{"a.__proto__.polluted": 1, "a.constructor.prototype.polluted": 1}');
  expect(lookupPath(scope(record), 'a')).toBeDefined();
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
});

test('lookupAll goes through every level that a star stands for', () => {
  const record = { a: [{ s: { x: 1, y: 2 } }, { s: { z: 3 } }, {}], empty: [] };
  expect(lookupAll(scope(record), 'a.*.s.*')?.map(({ value, name }) => [name, value])).toEqual([
    ['x', 1],
    ['y', 2],
    ['z', 3],
  ]);
  expect(lookupAll(scope(record), 'a')?.map(({ name }) => name)).toEqual(['0', '1', '2']);
  expect(lookupAll(scope({ id: 5 }), '*')).toEqual([{ name: 'id', value: 5 }]);
  expect(lookupAll(scope(record), 'empty')).toEqual([]);
  expect(lookupAll(scope(record), 'absent')).toBeUndefined();
});

test('a null in a list is an element, a null on the way leads nowhere', () => {
  const record = { answers: [null, 'a'], runs: [{ texts: ['b'] }, null] };
  const values = (path: string): unknown[] | undefined =>
    lookupAll(scope(record), path)?.map(({ value }) => value);
  expect(values('answers')).toEqual([null, 'a']);
  expect(values('runs.*.texts')).toEqual(['b']);
});

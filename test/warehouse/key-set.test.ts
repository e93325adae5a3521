import { expect, test } from 'vitest';
import { KeySet } from '../../src/warehouse/key-set.ts';

test('what was added is there, also after growing; what was not is not', () => {
  const keys = new KeySet();
  for (let at = 0; at < 5000; at++) keys.add(`key ${at}`);
  const found = (prefix: string): number =>
    Array.from({ length: 5000 }, (_, at) => `${prefix} ${at}`).filter((key) => keys.has(key)).length;
  expect(found('key')).toBe(5000);
  expect(found('other')).toBe(0);
});

test('an empty set has nothing, not even the empty key', () => {
  const keys = new KeySet();
  expect(keys.has('')).toBe(false);
  keys.add('');
  expect(keys.has('')).toBe(true);
});

import { expect, test } from 'vitest';
import { TextCache } from '../../../src/stages/closure/text-cache.ts';

test('the text that was unused for longest is dropped first', () => {
  const cache = new TextCache(6);
  cache.set('a', 'aa');
  cache.set('b', 'bb');
  cache.set('c', 'cc');
  expect(cache.get('a')).toBe('aa');
  cache.set('d', 'dd');
  expect(['a', 'b', 'c', 'd'].map((name) => cache.get(name))).toEqual(['aa', undefined, 'cc', 'dd']);
});

test('a text that is set again counts once, and one that is too long is not kept', () => {
  const cache = new TextCache(4);
  cache.set('a', 'aaa');
  cache.set('a', 'a');
  cache.set('b', 'bbb');
  expect(cache.get('a')).toBe('a');
  cache.set('c', 'ccccc');
  expect(cache.get('c')).toBeUndefined();
});

import { describe, expect, it } from 'vitest';
import { TestbenchCache } from '../../src/eda/testbench-cache.ts';

const testbench = (text: string) => [{ name: 'tb.v', text }];

describe('TestbenchCache', () => {
  it('notes a first visit and returns what was stored', () => {
    const cache = new TestbenchCache();
    expect(cache.lookUp(testbench('a'))).toBe('new');
    expect(cache.lookUp(testbench('a'))).toBe('seen');
    cache.store(testbench('a'), 'preprocessed');
    expect(cache.lookUp(testbench('a'))).toEqual({ text: 'preprocessed' });
    expect(cache.lookUp(testbench('b'))).toBe('new');
  });

  it('tells files apart by name and by where one ends', () => {
    const cache = new TestbenchCache();
    cache.lookUp([
      { name: 'a', text: 'xy' },
      { name: 'b', text: '' },
    ]);
    expect(
      cache.lookUp([
        { name: 'a', text: 'x' },
        { name: 'b', text: 'y' },
      ]),
    ).toBe('new');
    expect(
      cache.lookUp([
        { name: 'b', text: 'xy' },
        { name: 'a', text: '' },
      ]),
    ).toBe('new');
  });

  it('drops the least recently used when it is full', () => {
    const cache = new TestbenchCache(100);
    cache.lookUp(testbench('a'.repeat(20)));
    cache.lookUp(testbench('b'.repeat(20)));
    cache.lookUp(testbench('a'.repeat(20)));
    cache.lookUp(testbench('c'.repeat(20)));
    expect(cache.lookUp(testbench('a'.repeat(20)))).toBe('seen');
    cache.lookUp(testbench('d'.repeat(40)));
    expect(cache.lookUp(testbench('b'.repeat(20)))).toBe('new');
  });
});

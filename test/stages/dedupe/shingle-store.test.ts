import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ShingleStore } from '../../../src/stages/dedupe/shingle-store.ts';
import { scratchFolder } from '../../support/scratch.ts';

const folder = scratchFolder();
const sets = fc.array(
  fc.array(fc.nat({ max: 2 ** 32 - 1 }), { maxLength: 40 }).map((values) => Uint32Array.from(values)),
  { maxLength: 30 },
);

test.each([
  ['in memory', undefined],
  ['in a file', 0],
])('gives back what was put, in any order, %s', (_name, memory) => {
  fc.assert(
    fc.property(sets, (list) => {
      const path = join(folder, 'shingles');
      const store = new ShingleStore(list.length, path, memory);
      for (const [text, set] of list.entries()) store.put(text, set);
      for (const text of [...list.keys(), ...[...list.keys()].reverse()]) {
        expect(store.get(text)).toEqual(list[text]);
      }
      // A run that is killed leaves no file, because it has no name.
      expect(existsSync(path)).toBe(false);
      store.close();
    }),
    { numRuns: 50 },
  );
});

test('what does not fit into memory goes on in the file', () => {
  const block = new Uint32Array(2 ** 20).fill(7);
  const store = new ShingleStore(4, join(folder, 'more'), block.byteLength);
  store.put(0, Uint32Array.from([1, 2]));
  store.put(1, block);
  store.put(2, Uint32Array.from([3]));
  store.put(3, new Uint32Array(2 ** 20 + 1).fill(9));
  expect([0, 1, 2, 3].map((text) => store.get(text).length)).toEqual([2, 2 ** 20, 1, 2 ** 20 + 1]);
  expect([store.get(1)[5], store.get(2)[0], store.get(3).at(-1)]).toEqual([7, 3, 9]);
  store.close();
});

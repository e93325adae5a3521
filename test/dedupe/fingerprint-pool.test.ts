import { afterAll, expect, test } from 'vitest';
import { fingerprint } from '../../src/dedupe/fingerprint.ts';
import { FingerprintPool } from '../../src/dedupe/fingerprint-pool.ts';
import { shingleSet } from '../../src/dedupe/shingles.ts';
import { OWN_MODULES } from './own-modules.ts';

const pool = new FingerprintPool(2);
afterAll(() => pool.close());

/** More than a megabyte, so that the threads start. */
const many = Array.from({ length: 2400 }, (_, index) => `${OWN_MODULES[index % 4]}// ${index}\n`);

test('threads give what one would, in the order of the texts, for both kinds', async () => {
  for (const kind of ['code', 'spec'] as const) {
    expect(await pool.fingerprint(many, kind)).toEqual(fingerprint(many, kind));
    const sets = await pool.shingleSets(many, kind);
    expect(sets).toHaveLength(many.length);
    for (const at of [0, 1, 1201, 2399]) expect(sets[at]).toEqual(shingleSet(many[at]!, kind));
  }
});

test('few texts, and none', async () => {
  expect((await pool.fingerprint([OWN_MODULES[0]!], 'code')).keys).toHaveLength(1);
  expect((await new FingerprintPool().fingerprint([], 'code')).keys).toEqual([]);
});

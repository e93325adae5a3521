import { expect, test } from 'vitest';
import { QuarryError } from '../../src/core/errors.ts';
import { StalledWork } from '../../src/engine/stalled-work.ts';

const stall = () => Promise.reject(new QuarryError('TOOL_STALLED', 'ended by wall time'));

test('gives results, remembers what stalls, and lets every other failure through', async () => {
  const stalled = new StalledWork();
  expect(await stalled.try('a', Promise.resolve(1))).toBe(1);
  expect(await stalled.try('b', stall())).toBeUndefined();
  await expect(stalled.try('c', Promise.reject(new QuarryError('BUG', 'no')))).rejects.toThrow('no');
  expect(stalled.count).toBe(1);
});

test('tells count and names once as a warning and as a note, and nothing where nothing stalled', () => {
  const warnings: string[] = [];
  const warn = (message: string) => warnings.push(message);
  const stalled = new StalledWork();
  expect(stalled.tell('bundles', { warn })).toEqual([]);
  for (let at = 1; at <= 10; at += 1) stalled.add(`m${at}`);
  const [note] = stalled.tell('bundles', { warn });
  expect(note).toMatch(/^bundles left for the next run, .*: 10 \(m1, m2, .*, m8, 2 more\)$/);
  expect(warnings).toEqual([note]);
});

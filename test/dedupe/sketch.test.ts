import { expect, test } from 'vitest';
import { agreeingSlots, SKETCH_SLOTS, sketchOf } from '../../src/dedupe/sketch.ts';

const words = (from: number, to: number): string =>
  Array.from({ length: to - from }, (_, index) => `w${from + index}`).join(' ');
const similarity = (a: string, b: string): number =>
  agreeingSlots(sketchOf(a, 'spec'), sketchOf(b, 'spec')) / SKETCH_SLOTS;

test('the same text agrees in every slot, with other comments too', () => {
  const [plain, commented] = ['assign y = a & b;', 'assign y = a /* and */ & b; // done'];
  expect(agreeingSlots(sketchOf(plain, 'code'), sketchOf(commented, 'code'))).toBe(SKETCH_SLOTS);
});

test.each([
  [400, 800, 0],
  [200, 600, 0.33],
  [40, 440, 0.81],
])('texts that overlap from word %d of 400 on', (from, to, jaccard) => {
  expect(similarity(words(0, 400), words(from, to))).toBeGreaterThan(jaccard - 0.1);
  expect(similarity(words(0, 400), words(from, to))).toBeLessThan(jaccard + 0.1);
});

test('bytes are counted one by one', () => {
  const count = (a: number, b: number): number => agreeingSlots(Uint32Array.of(a), Uint32Array.of(b));
  expect(count(0, 0)).toBe(4);
  expect(count(0x01020304, 0x01ff03ff)).toBe(2);
  expect(count(0x80000000, 0)).toBe(3);
  expect(count(0xffffffff, 0x00000000)).toBe(0);
  expect(count(0x00000100, 0)).toBe(3);
});

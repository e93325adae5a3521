import { expect, test } from 'vitest';
import { numberSkeleton } from '../../src/verilog/number-skeleton.ts';

const skeletonOf = (number: string): string | undefined =>
  numberSkeleton(`x=${number};`, 2, 2 + number.length);

test.each([
  ['1234', '2'],
  ['1_0', '2'],
  ["32'hdead_beef", "2'h0"],
  ["8'SHff", "2'SH0"],
  ["12'o17", "2'o0"],
  ["4'b1_0", "2'b0"],
  ["8'd99", "2'd0"],
])('%s is as good as %s', (number, shortest) => {
  expect(skeletonOf(number)).toBe(shortest);
});

test.each([
  ['0'],
  ['1'],
  ["1'b0"],
  ["4'b1x0z"],
  ["4'b12"],
  ["6'o8"],
  ["8'd1f"],
  ["8'hxg"],
  ["8'h_1"],
  ["8'h"],
  ["'hff"],
  ['2.5'],
  ['10ns'],
])('%s is left as it is', (number) => {
  expect(skeletonOf(number)).toBeUndefined();
});

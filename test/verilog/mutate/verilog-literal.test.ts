import fc from 'fast-check';
import { expect, it } from 'vitest';
import { formatLiteral, parseLiteral } from '../../../src/verilog/mutate/verilog-literal.ts';

it.each([
  ['12', { size: null, plain: true, value: 12n }],
  ["4'b10_10", { size: 4, base: 'b', value: 10n }],
  ["8'shFF", { size: 8, signed: true, base: 'h', value: 255n }],
  ["'d7", { size: null, plain: false, value: 7n }],
  ["6 'o17", { size: 6, base: 'o', value: 15n }],
])('reads %s', (text, expected) => {
  expect(parseLiteral(text)).toMatchObject(expected);
});

it.each(["4'b1x0z", "'0", "'1", '1.5', '10ns', 'WIDTH', "8'hGG", "4'b12"])(
  '%s is none of known digits',
  (text) => {
    expect(parseLiteral(text)).toBeUndefined();
  },
);

it('writes what it reads back, in the same base and size', () => {
  const radix = { b: 2, o: 8, d: 10, h: 16 };
  fc.assert(
    fc.property(
      fc.constantFrom('b' as const, 'o' as const, 'd' as const, 'h' as const),
      fc.integer({ min: 1, max: 64 }),
      fc.bigInt({ min: 0n, max: (1n << 64n) - 1n }),
      fc.bigInt({ min: 0n, max: (1n << 64n) - 1n }),
      (base, size, before, after) => {
        const literal = parseLiteral(`${size}'${base}${before.toString(radix[base])}`)!;
        const written = parseLiteral(formatLiteral(literal, after))!;
        expect([written.value, written.size, written.base]).toEqual([after, size, base]);
      },
    ),
  );
});

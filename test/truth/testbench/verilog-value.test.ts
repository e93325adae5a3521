import fc from 'fast-check';
import { expect, test } from 'vitest';
import { literal, patternLiteral } from '../../../src/truth/testbench/verilog-value.ts';
import { readNumber } from '../../../src/verilog/structure/number-literal.ts';

const PATTERN = fc.string({ unit: fc.constantFrom('0', '1', 'x'), minLength: 1, maxLength: 70 });

test('a pattern of bits is read back as it was', () => {
  fc.assert(
    fc.property(PATTERN, (pattern) => {
      const { bits, digits } = readNumber(patternLiteral(pattern));
      expect([bits, digits]).toEqual([pattern.length, pattern]);
    }),
  );
});

test('a value is read back as it was', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 80 }), fc.bigInt({ min: 0n, max: 1n << 80n }), (bits, value) => {
      const fitting = BigInt.asUintN(bits, value);
      expect(readNumber(literal(bits, fitting))).toMatchObject({ bits, value: fitting });
    }),
  );
});

test('people read hexadecimal where they can', () => {
  expect(patternLiteral('00001010xxxx')).toBe("12'h0ax");
  expect(patternLiteral('1x')).toBe("2'b1x");
  expect(patternLiteral('x')).toBe("1'bx");
});

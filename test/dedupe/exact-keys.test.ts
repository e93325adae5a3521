import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRandom } from '../../src/core/random.ts';
import { type ExactKeys, exactKeys } from '../../src/dedupe/exact-keys.ts';
import { lex } from '../../src/verilog/lexer.ts';
import { DISGUISES } from '../support/plant-answer.ts';
import { OWN_MODULES } from './own-modules.ts';

const keys = (text: string): ExactKeys => exactKeys(lex(text));
const seed = fc.string({ minLength: 1, maxLength: 6 });
const own = fc.constantFrom(...OWN_MODULES);

/** The strictest key that may not change under a disguise. */
const FOUND_BY = [
  ['re-commented', 'tokens'],
  ['re-indented', 'tokens'],
  ['renamed', 'renamed'],
  ['ports reordered', 'ports'],
] as const;

describe.each(FOUND_BY)('%s', (disguise, key) => {
  test(`is found by the key ${key}, whatever the draw`, () => {
    fc.assert(
      fc.property(own, seed, (text, draw) => {
        // The disguise renames the definition of a macro and not its uses, which is no renaming.
        fc.pre(disguise !== 'renamed' || !text.includes('`define'));
        const changed = DISGUISES[disguise]!(text, createRandom(draw));
        expect(keys(changed)[key]).toBe(keys(text)[key]);
      }),
      { numRuns: 40 },
    );
  });
});

test('a stricter key tells apart what a blinder one does not', () => {
  const [counter] = OWN_MODULES;
  const renamed = counter!.replaceAll('count', 'tally');
  expect(keys(renamed).tokens).not.toBe(keys(counter!).tokens);
  expect(keys(renamed).renamed).toBe(keys(counter!).renamed);
  const reordered = counter!.replace('input wire clk, input wire rst_n', 'input wire rst_n, input wire clk');
  expect(keys(reordered).renamed).not.toBe(keys(counter!).renamed);
  expect(keys(reordered).ports).toBe(keys(counter!).ports);
});

test('literals, keywords and system names keep texts apart in every key but the abstracted one', () => {
  const text = 'module m(input a, output [3:0] y); assign y = 4\'d5; initial $display("x"); endmodule';
  const others = [text.replace("4'd5", "4'd6"), text.replace('"x"', '"z"'), text.replace('[3:0]', '[7:0]')];
  for (const other of others) {
    expect(keys(other).ports).not.toBe(keys(text).ports);
    expect(keys(other).abstracted).toBe(keys(text).abstracted);
  }
  expect(keys(text.replace('$display', '$write')).abstracted).not.toBe(keys(text).abstracted);
  expect(keys(text.replace('output [3:0]', 'output')).abstracted).toBe(keys(text).abstracted);
});

test('two names that become one, or one that becomes two, are no renaming', () => {
  const text = 'module m(input a, input b, output y); assign y = a & b; endmodule';
  expect(keys(text.replace('a & b', 'a & a')).ports).not.toBe(keys(text).ports);
  expect(keys(text.replace('a & b', 'b & a')).renamed).not.toBe(keys(text).renamed);
});

test('inputs that change places in the body count as another order of the ports', () => {
  const text = 'module m(input a, input b, output y); assign y = a - b; endmodule';
  const swapped = 'module m(input a, input b, output y); assign y = b - a; endmodule';
  expect(keys(swapped).ports).toBe(keys(text).ports);
  expect(keys(swapped.replace('input b', 'input [1:0] b')).ports).not.toBe(
    keys(text.replace('input b', 'input [1:0] b')).ports,
  );
});

test('the order of ports counts where an instance connects by position', () => {
  const leaf = 'module leaf(input x, input y, output z); assign z = x & ~y; endmodule\n';
  const top = 'module top(input p, input q, output r); leaf u(p, q, r); endmodule\n';
  const reordered = leaf.replace('input x, input y', 'input y, input x');
  expect(keys(reordered + top).ports).not.toBe(keys(leaf + top).ports);
  const named = top.replace('u(p, q, r)', 'u(.x(p), .y(q), .z(r))');
  expect(keys(reordered + named).ports).toBe(keys(leaf + named).ports);
});

test('a macro of the text is one of its names, one from outside is not', () => {
  const text = '`define W 4\nmodule m(input [`W:0] a, output y); assign y = ^a; endmodule';
  expect(keys(text.replaceAll('W', 'N')).renamed).toBe(keys(text).renamed);
  const outside = text.replace('`define W 4\n', '');
  expect(keys(outside.replaceAll('`W', '`N')).renamed).not.toBe(keys(outside).renamed);
});

test('an escaped name is the name', () => {
  const text = 'module m(input a, output y); assign y = ~a; endmodule';
  expect(keys(text.replaceAll('y', '\\y ')).tokens).toBe(keys(text).tokens);
});

test('any text has keys, and equal tokens mean equal keys all the way', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const spaced = `${text}\n// remark`;
      fc.pre(lex(text).unterminatedAt < 0 && !text.endsWith('\\'));
      expect(keys(spaced)).toEqual(keys(text));
    }),
  );
  for (const broken of ['', 'module', 'module m(', 'module m(input a', '`define', 'module m(,,);endmodule']) {
    expect(keys(broken).tokens).toMatch(/^[0-9a-f]{32}$/);
  }
});

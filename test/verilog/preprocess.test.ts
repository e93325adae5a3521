import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lex, type Tokens, tokenText } from '../../src/verilog/lexer.ts';
import { blankPreprocessor, livingTokens } from '../../src/verilog/preprocess.ts';

const read = (text: string, defines: string[] = []): string =>
  blankPreprocessor(text, new Set(defines)).replace(/\s+/g, ' ').trim();

const words = (tokens: Tokens): string[] =>
  Array.from({ length: tokens.count }, (_, index) => `${tokens.starts[index]} ${tokenText(tokens, index)}`);

describe('blankPreprocessor', () => {
  test.each([
    ['`ifdef A\na\n`else\nb\n`endif\nc', [], 'b c'],
    ['`ifdef A\na\n`else\nb\n`endif\nc', ['A'], 'a c'],
    ['`ifndef A\na\n`elsif B\nb\n`else\nc\n`endif', ['A', 'B'], 'b'],
    ['`ifndef A\na\n`elsif B\nb\n`else\nc\n`endif', ['A'], 'c'],
    ['`ifdef A\n`ifdef B\nx\n`else\ny\n`endif\nz\n`endif\nw', [], 'w'],
    ['`ifdef A\n`ifdef B\nx\n`else\ny\n`endif\nz\n`endif\nw', ['A'], 'y z w'],
    ['`define A\n`ifdef A\na\n`endif', [], '`define A a'],
    ['`define A\n`undef A\n`ifdef A\na\n`endif\nb', [], '`define A `undef A b'],
    ['`ifdef A\n`define B\n`endif\n`ifdef B\nb\n`endif\nc', [], 'c'],
    ['a\n`MACRO(x, (y))\n  `OTHER;\nb', [], 'a b'],
    ['assign a = `W;\n`timescale 1ns/1ps', [], 'assign a = `W; `timescale 1ns/1ps'],
    ['// `ifdef A\na\n"`else"', [], '// `ifdef A a "`else"'],
    ['a\n`ifdef A\nb', [], 'a'],
    ['`MACRO(x,\n`ifdef A\ny,\n`endif\nz)\nb', [], 'b'],
  ])('%j with %j', (text, defines, expected) => {
    expect(read(text, defines)).toBe(expected);
  });

  test('length and line ends never change', () => {
    const piece = fc.constantFrom(
      '`ifdef A',
      '`else',
      '`endif',
      '`elsif B',
      '`define A',
      '`M(',
      ')',
      'x',
      '\n',
      '\r\n',
      '"',
      '/*',
      '`ifndef',
    );
    fc.assert(
      fc.property(fc.array(piece), (parts) => {
        const text = parts.join(' ');
        const blanked = blankPreprocessor(text);
        expect(blanked.length).toBe(text.length);
        expect(blanked.replace(/[^\r\n]/g, ' ')).toBe(text.replace(/[^\r\n]/g, ' '));
        expect(words(livingTokens(lex(text), blanked))).toEqual(words(lex(blanked)));
      }),
      { numRuns: 1000 },
    );
  });
});

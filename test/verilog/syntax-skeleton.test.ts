import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { lex } from '../../src/verilog/lexer.ts';
import { hasSyntaxError, loadParser, withTree } from '../../src/verilog/parser.ts';
import { syntaxSkeleton } from '../../src/verilog/syntax-skeleton.ts';

const SAMPLES = join(import.meta.dirname, '../../data/samples/repository/rtl');

beforeAll(loadParser);

test.each([
  [
    'comments and indentation',
    'module m; // note\n  /* more */ wire a;\nendmodule\n',
    'module Y; wire Y; endmodule ',
  ],
  ['numbers', "a = 10 + 32'hdead_beef + 8'd12 - 1'b1 - 4'b1x0z;", "Y = 2 + 2'h0 + 2'd0 - 1'b1 - 4'b1x0z;"],
  ['numbers that mean more', "a = 0 + 1 + 'hff + 2.5 + 10ns;", "Y = 0 + 1 + 'hff + 2.5 + 10ns;"],
  ['names that the grammar knows', 'a.size = first.second + x;', 'Y.size = first.Y + x;'],
  ['declarations in a row', 'wire a;\nwire i;\nwire [3:0] c;\nwire d;', 'wire Y; wire [2:0] Y;'],
  ['statements in a row', 'begin a <= i; c <= d; a <= 0; e <= j; end', 'begin Y <= Y; Y <= 0; end'],
  ['named connections', 'm u(.a(i), .c(d), .e(1), .j(g));', 'Y Y(.Y(Y), .Y(1));'],
  ['ports', 'module m(input a, input i, output c, d, input e);', 'module Y(input Y, output Y, Y);'],
  [
    'processes in a row',
    'always @(i) a = c; initial c = 0; always @(e) g = c;',
    'always @(Y) Y = Y; initial Y = 0;',
  ],
  ['parts of a concatenation', "a = {i, c, 2'd3, {d, e}, {g, h}};", "Y = {Y, 2'd0, {Y}};"],
  ['long ordered lists', 'm u(a, i, c, d, e, g, h);', 'Y Y(Y, Y, Y, Y, Y, Y);'],
  ['instances in a row', 'm u(.a(i)); m v(.a(i), .c(d));', 'Y Y(.Y(Y));'],
  ['ordered lists, which may have a length', 'bufif0 g(a, i, c);', 'bufif0 Y(Y, Y, Y);'],
  ['statements that a condition stands before', 'if (a) i = c; i = c;', 'if (Y) Y = Y; Y = Y;'],
  ['a declaration behind a statement', 'begin t a; i = c; t d; end', 'begin Y Y; Y = Y; Y Y; end'],
  [
    'an event in front of no declaration',
    'begin t a; @(i) c = d; t e; end',
    'begin Y Y; @(Y) Y = Y; Y Y; end',
  ],
  ['what stands in other blocks', 'begin a = i; end begin a = i; end', 'begin Y = Y; end begin Y = Y; end'],
  ['the parts of a loop', 'for (; a; a; a) i = c;', 'for (; Y; Y; Y) Y = Y;'],
  [
    'what a stray mark stands before',
    'wire a;\n, wire i;\n] wire c; wire d;',
    'wire Y; , wire Y; ] wire Y; wire Y;',
  ],
  ['names behind numbers apart', "a = 8'h03state;", "Y = 2'h0Y;"],
  ['the items of a property', 'property k; a; a; endproperty', 'property Y; Y; Y; endproperty'],
  ['what is around a macro', 'a = i; a = `C; a = i;\na = i;', 'Y = Y; Y = `C; a = i;\nY = Y;'],
])('%s', (_name, text, expected) => {
  expect(syntaxSkeleton(lex(text)).text).toBe(expected);
});

test('lines with directives stay as they are, continued ones too', () => {
  const text = '`define A(x) \\\n  x + 10 // c \\\n  + 20\nwire  a;\n`timescale 1ns / 1ps // d\n';
  expect(syntaxSkeleton(lex(text)).text).toBe(text.replace('wire  a;\n', 'wire Y; '));
});

test.each([['module m; /* open'], ['module m; "open\n endmodule'], ['wire \u4e00;']])(
  'a text that cannot be shortened comes back: %j',
  (text) => {
    const tokens = lex(text);
    expect(syntaxSkeleton(tokens)).toBe(tokens);
  },
);

test('tokens are where they say', () => {
  const skeleton = syntaxSkeleton(lex('wire a;\nwire b; m u(.a(b), .c(d) );\nassign x = 12;'));
  const again = lex(skeleton.text);
  const columns = (tokens: typeof again): number[][] =>
    [tokens.kinds, tokens.starts, tokens.ends].map((column) => [...column.slice(0, tokens.count)]);
  expect(columns(skeleton)).toEqual(columns(again));
});

/** One token less, or one of another place more. */
function broken(text: string, at: number): string {
  const { starts, ends, count } = lex(text);
  const [here, there] = [(at * 7919) % count, (at * 104729) % count];
  const rest = text.slice(at % 2 === 0 ? ends[here] : starts[here]);
  const more = at % 2 === 0 ? '' : ` ${text.slice(starts[there], ends[there])} `;
  return text.slice(0, starts[here]) + more + rest;
}

test('the grammar finds the same in the skeleton, whatever is broken', () => {
  const texts = readdirSync(SAMPLES)
    .filter((name) => name.endsWith('.v'))
    .slice(0, 8)
    .map((name) => readFileSync(join(SAMPLES, name), 'utf8'));
  const found = { right: 0, wrong: 0 };
  for (const text of texts) {
    for (const variant of [text, ...[1, 2, 3, 4].map((at) => broken(text, at))]) {
      const expected = withTree(variant, (tree) => tree.hasError)!;
      if (!variant.includes('`')) expect(hasSyntaxError(lex(variant)), variant).toBe(expected);
      found[expected ? 'wrong' : 'right'] += 1;
    }
  }
  expect(Math.min(found.right, found.wrong)).toBeGreaterThan(4);
});

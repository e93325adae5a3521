import { beforeAll, expect, test } from 'vitest';
import { parseFile, parseFileLexically } from '../../../src/stages/parse/parse-file.ts';
import { loadParser } from '../../../src/verilog/parser.ts';

beforeAll(loadParser);

const TEXT = `\`include "sizes.vh"
package p; typedef logic t; endpackage
// a counter
module counter import p::*; #(parameter W = 4) (input clk, rst, output reg [W-1:0] q);
  always @(posedge clk) if (rst) q <= 0; else q <= q + \`STEP;
endmodule

interface bus; logic a; endinterface
`;

test('units with their ranges and lines, and what the file needs', () => {
  const parsed = parseFile(TEXT, 5000);
  expect(parsed.source).toBe('tree');
  expect(parsed.units.map(({ name, kind, lineStart, lineEnd }) => [name, kind, lineStart, lineEnd])).toEqual([
    ['p', 'package', 2, 2],
    ['counter', 'module', 4, 6],
    ['bus', 'interface', 8, 8],
  ]);
  const [, counter] = parsed.units;
  expect(TEXT.slice(counter!.start, counter!.end)).toMatch(/^module counter[\s\S]*endmodule$/);
  expect(parsed).toMatchObject({ includes: ['sizes.vh'], macrosUsed: ['STEP'], packagesImported: ['p'] });
});

test('a broken file gives what can be had', () => {
  const parsed = parseFile(
    'module good (input a); endmodule\nmodule bad (input a; assign = ; endmodule\n',
    5000,
  );
  expect(parsed.source).toBe('partial');
  expect(parsed.units[0]).toMatchObject({ name: 'good', kind: 'module' });
});

test('without a tree the tokens tell the same units', () => {
  const parsed = parseFileLexically(TEXT);
  expect(parsed.source).toBe('lexical');
  expect(parsed.units).toEqual(parseFile(TEXT, 5000).units);
});

test('an escaped name loses its backslash; an empty text has no units', () => {
  expect(parseFile('module \\a-b (input x); endmodule\n', 5000).units[0]!.name).toBe('a-b');
  expect(parseFile('', 5000)).toMatchObject({ source: 'tree', units: [], includes: [] });
});

test.each([
  ['a::b', ['a']],
  ['1ab ::c, x\n :: y; a::b', ['ab', 'x', 'a']],
  [':::: 9:: a:::b', ['a']],
])('the name in front of each `::` of %j', (text, expected) => {
  expect(parseFileLexically(text).packagesImported).toEqual(expected);
});

import { expect, test } from 'vitest';
import { readModuleLogic } from '../../../src/dedupe/contamination/module-logic.ts';
import { renamedKey } from '../../../src/dedupe/contamination/renamed-windows.ts';

const keys = (text: string): string[] => readModuleLogic(text).map(({ codes }) => renamedKey(codes));
const ANSI =
  'module m(input clk, input [3:0] d, output reg [3:0] q); always @(posedge clk) q <= d; endmodule';

test.each([
  [
    'ports declared in the body',
    'module m(q, d, clk); output [3:0] q; reg [3:0] q; input clk; input [3:0] d; always @(posedge clk) q <= d; endmodule',
  ],
  [
    'other words for the same',
    'module m(output logic [3:0] q, input logic [3:0] d, clk); always_ff @(posedge clk) q <= d; endmodule',
  ],
  [
    'parameters',
    'module m #(parameter W = 4) (input clk, input [W-1:0] d, output reg [W-1:0] q); always @(posedge clk) q <= d; endmodule',
  ],
])('%s make no difference to the logic', (_, other) => {
  expect(keys(other)).toEqual(keys(ANSI));
});

test('a declaration with a value is an assignment', () => {
  expect(keys('module m(input a, b, output y); wire t = a & b; assign y = ~t; endmodule')).toEqual(
    keys('module m(input a, b, output y); wire t; assign t = a & b; assign y = ~t; endmodule'),
  );
});

test('@*, @(*) and always_comb are one', () => {
  const [a, b, c] = ['always @*', 'always @(*)', 'always_comb'].map((head) =>
    keys(`module m(input x, output reg y); ${head} y = x; endmodule`),
  );
  expect([b, c]).toEqual([a, a]);
});

test('other operators, other numbers and other names in one place make a difference', () => {
  const variants = ['y = a & b', 'y = a | b', 'y = a & a', 'y = a & 1', 'y = b & a & b'];
  const found = variants.map((text) => keys(`module m(input a, b, output y); assign ${text}; endmodule`)[0]);
  expect(new Set(found).size).toBe(variants.length);
});

test('ports have direction, width and name in either style', () => {
  const ports = [
    { name: 'a', direction: 'input', width: '[3:0]' },
    { name: 'b', direction: 'input', width: '[3:0]' },
    { name: 'y', direction: 'output', width: '' },
  ];
  const heads = [
    'module m(input [3:0] a, b, output reg y); endmodule',
    'module m(a, b, y); input [3:0] a, b; output y; reg y; endmodule',
    'module m(input wire signed [3:0] a, input [3:0] b, output logic y); endmodule',
  ];
  for (const head of heads) expect(readModuleLogic(head)[0]!.ports).toEqual(ports);
});

test('inputs of a function are no ports', () => {
  const [module] = readModuleLogic(
    'module m(input a, output y); function f; input x; f = ~x; endfunction assign y = f(a); endmodule',
  );
  expect(module!.ports.map(({ name }) => name)).toEqual(['a', 'y']);
});

test('a nested module is a module of its own, and a text without modules is one unit', () => {
  expect(readModuleLogic('module a; module b; endmodule endmodule').map(({ name }) => name)).toEqual([
    'b',
    'a',
  ]);
  expect(readModuleLogic('assign y = a;')).toHaveLength(1);
  expect(readModuleLogic('module cut(input a); assign y = a;')).toHaveLength(1);
});

import { beforeAll, expect, test } from 'vitest';
import { coupledOutputs } from '../../../src/truth/compare/coupled-outputs.ts';
import { loadParser } from '../../../src/verilog/parser.ts';
import { readStructure } from '../../../src/verilog/structure/structure.ts';
import { COUNTER, MAJORITY } from '../testbench/designs.ts';

beforeAll(loadParser);

function coupled(text: string): string[] {
  const modules = readStructure(text)!;
  return [...coupledOutputs(modules.at(-1)!, modules)].sort();
}

test('outputs of one register are coupled', () => {
  expect(coupled(COUNTER)).toEqual(['full', 'q']);
});

test('outputs without state, or with registers of their own, are not', () => {
  expect(coupled(MAJORITY)).toEqual([]);
  const apart = `module m(input clk, input a, b, output reg p, q, output r);
  always @(posedge clk) p <= a;
  always @(posedge clk) q <= b;
  assign r = a & b;
endmodule`;
  expect(coupled(apart)).toEqual([]);
});

test('one of three shares nothing', () => {
  const text = `module m(input clk, input a, output p, output q, output reg r);
  reg s;
  always @(posedge clk) begin s <= a; r <= ~a; end
  assign p = s, q = ~s;
endmodule`;
  expect(coupled(text)).toEqual(['p', 'q']);
});

test('an instance with registers inside is one register, one without is none', () => {
  const stage = (
    body: string,
  ): string => `module stage(input clk, input a, output x, output y); ${body} endmodule
module top(input clk, input a, output x, output y); stage s(.clk(clk), .a(a), .x(x), .y(y)); endmodule`;
  expect(coupled(stage('reg s; always @(posedge clk) s <= a; assign x = s, y = ~s;'))).toEqual(['x', 'y']);
  expect(coupled(stage('assign x = a, y = ~a;'))).toEqual([]);
});

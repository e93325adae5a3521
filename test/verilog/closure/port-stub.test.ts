import { expect, test } from 'vitest';
import { portStubs } from '../../../src/verilog/closure/port-stub.ts';
import { loadParser } from '../../../src/verilog/parser.ts';

await loadParser();

const stub = (body: string, name = 'prim') => portStubs([`module top ${body} endmodule\n`], [name]);

test('what nothing else drives is an output, as wide as what is connected', () => {
  const text = stub(`(input clk, input [3:0] d, output [7:0] q);
    wire locked; reg [1:0] state; wire [1:0] next = state + 1;
    always @(posedge clk) state <= next;
    prim #(.DEPTH(4), .MODE("FAST")) u (.CLK(clk), .D(d[2:1]), .Q(q), .LOCKED(locked), .S(state), .N(next), .C(4'd3), .E());`);
  expect(text).toBe(
    'module prim #(parameter DEPTH = 0, parameter MODE = 0) (input wire CLK, input wire [1:0] D, ' +
      'output wire [7:0] Q, output wire LOCKED, input wire [1:0] S, input wire [1:0] N, input wire [3:0] C, ' +
      'input wire E);\nendmodule\n',
  );
});

test('what any instance drives is an input, and the widest connection counts', () => {
  const text = stub('(input a, output [3:0] y); prim u0 (.P(y[0])); prim u1 (.P(a), .R(y));');
  expect(text).toContain('(input wire P, output wire [3:0] R)');
});

test('ports and parameters by position get names of their own', () => {
  const text = stub('(input a, output y); prim #(1, 2) u (y, a);');
  expect(text).toBe(
    'module prim #(parameter P0 = 0, parameter P1 = 0) (output wire p0, input wire p1);\nendmodule\n',
  );
});

test('defparam names parameters too', () => {
  expect(stub('(input a); prim u (.A(a)); defparam u.WIDTH = 4, u.MODE = "X", v.OTHER = 1;')).toContain(
    '#(parameter WIDTH = 0, parameter MODE = 0)',
  );
});

test('a signal that a known module drives is no output of an unknown one', () => {
  const known = 'module known (output z); assign z = 1; endmodule\n';
  const text = portStubs(
    [`${known}module top; wire w; known k (.z(w)); prim u (.A(w)); endmodule`],
    ['prim'],
  );
  expect(text).toContain('(input wire A)');
});

test('instances behind macros are seen; .* and names without an instance give nothing', () => {
  expect(
    portStubs(['`define IO(n) prim u_``n (.PAD(n))\nmodule top (inout pad); `IO(pad); endmodule'], ['prim']),
  ).toContain('PAD');
  expect(stub('(input a); prim u (.*);')).toBe('');
  expect(stub('(input a);', 'nowhere')).toBe('');
});

import { beforeAll, describe, expect, test } from 'vitest';
import { loadParser } from '../../../src/verilog/parser.ts';
import { couplings, outputsOf, sliceOutput } from '../../../src/verilog/slice/slice-output.ts';
import { designOf, leftOf, sliceOf } from './slice-text.ts';

beforeAll(loadParser);

const HEAD = '(input clk, rst, a, b, c, input [3:0] v, output reg x, y, output [3:0] w)';
/** What is left of a body, without the head and the end. */
const left = (body: string, output = 'x', head = HEAD): string => {
  const text = leftOf(`module m${head}; ${body} endmodule`, output);
  const start = `module m${head};`;
  expect(text.startsWith(start)).toBe(true);
  return text.slice(start.length, -'endmodule'.length).trim();
};

describe('what drives an output', () => {
  test.each([
    ['one assignment of several', 'assign w = 1; always @* x = a; always @* y = b;', 'always @* x = a;'],
    [
      'what it depends on',
      'wire p = a & b, q = c; always @* x = p; always @* y = q;',
      'wire p = a & b ; always @* x = p;',
    ],
    [
      'a part of a list',
      'wire p, q, r; assign p = a, q = b, r = c; always @* x = p ^ r;',
      'wire p , r; assign p = a , r = c; always @* x = p ^ r;',
    ],
    [
      'a gate of several',
      'wire p, q; and g1(p, a, b), g2(q, b, c); always @* x = q;',
      'wire q; and g2(q, b, c); always @* x = q;',
    ],
    [
      'concatenated targets',
      'reg q; always @* {x, q} = v[1:0]; always @* y = q;',
      'reg q; always @* {x, q} = v[1:0];',
    ],
    [
      'initial values',
      'initial begin x = 0; y = 1; end always @(posedge clk) x <= a;',
      'initial begin x = 0; end always @(posedge clk) x <= a;',
    ],
    [
      'memories',
      'reg [3:0] m [0:15], n [0:15]; initial $readmemh("n.hex", n); always @(posedge clk) begin if (a) m[v] <= v; x <= m[v][0]; y <= n[v][0]; end',
      'reg [3:0] m [0:15] ; always @(posedge clk) begin if (a) m[v] <= v; x <= m[v][0]; end',
    ],
    [
      'functions and what they read',
      'wire k = b; function f(input i); f = i ^ k; endfunction function g(input i); g = ~i; endfunction always @* x = f(a); always @* y = g(a);',
      'wire k = b; function f(input i); f = i ^ k; endfunction always @* x = f(a);',
    ],
    [
      'tasks that assign it',
      'task t(input i); x = i; endtask task u; y = 0; endtask always @* t(a); always @* u;',
      'task t(input i); x = i; endtask always @* t(a);',
    ],
    [
      'parameters and types that are mentioned',
      'localparam A = 1, B = 2; typedef logic [1:0] t; typedef logic s; t p; s q; assign p = A; always @* x = p[0];',
      'localparam A = 1 ; typedef logic [1:0] t; t p; assign p = A; always @* x = p[0];',
    ],
  ])('%s', (_, body, expected) => expect(left(body)).toBe(expected));

  test('an output that nothing drives is a bare frame', () => {
    expect(left('always @* y = a;')).toBe('');
  });

  test('an enumeration stays whole', () => {
    expect(left('typedef enum {A, B} t; t s, n; always @(posedge clk) s <= B; always @* x = s == A;')).toBe(
      'typedef enum {A, B} t; t s ; always @(posedge clk) s <= B; always @* x = s == A;',
    );
  });
});

describe('what stands around it', () => {
  test.each([
    [
      'branches without it become empty',
      'always @(posedge clk) if (rst) y <= 0; else if (a) x <= b; else y <= b;',
      'always @(posedge clk) if (rst) ; else if (a) x <= b;',
    ],
    [
      'a branch behind it goes',
      'always @* begin x = 0; if (a) x = b; else y = c; end',
      'always @* begin x = 0; if (a) x = b; end',
    ],
    [
      'an else keeps its if',
      'always @* if (a) if (b) x = 1; else y = 1; else x = 0;',
      'always @* if (a) if (b) x = 1; else ; else x = 0;',
    ],
    [
      'an else belongs to the last if',
      'always @* if (a) if (b) y = 1; else x = 0;',
      'always @* if (a) if (b) ; else x = 0;',
    ],
    [
      'an else of a generate condition too',
      'if (1) if (0) assign y = a; else assign x = b;',
      'if (1) if (0) ; else assign x = b;',
    ],
    [
      'arms and defaults go',
      "always @* case (v) 4'd0: x = a; 4'd1: begin y = b; end 4'd2: x = c; default: y = 0; endcase",
      "always @* case (v) 4'd0: x = a; 4'd2: x = c; endcase",
    ],
    [
      'arms in front of a default stay, empty',
      "always @* case (v) 4'd0: y = a; 4'd1: begin y = b; x = b; end default: x = 0; endcase",
      "always @* case (v) 4'd0: ; 4'd1: begin x = b; end default: x = 0; endcase",
    ],
    [
      'arms that may overlap stay',
      "always @* casez (v) 4'b1???: y = a; 4'b01??: x = b; 4'b001?: y = c; endcase",
      "always @* casez (v) 4'b1???: ; 4'b01??: x = b; endcase",
    ],
    [
      'a case that is declared full keeps its labels',
      "always @* case (v) // synopsys full_case\n 4'd0: x = a; 4'd1: y = b; endcase",
      "always @* case (v) // synopsys full_case 4'd0: x = a; 4'd1: ; endcase",
    ],
    [
      'loops keep their head, and no other loop of the same variable',
      'integer i; always @* begin x = 0; for (i = 0; i < 4; i = i + 1) begin x = x ^ v[i]; y = a; end for (i = 0; i < 4; i = i + 1) y = b; end',
      'integer i; always @* begin x = 0; for (i = 0; i < 4; i = i + 1) begin x = x ^ v[i]; end end',
    ],
    [
      'what leaves a loop stays with it',
      'always @* begin x = 0; for (int i = 0; i < 4; i++) begin x = v[i]; if (a) break; if (b) y = 1; end end',
      'always @* begin x = 0; for (int i = 0; i < 4; i++) begin x = v[i]; if (a) break; end end',
    ],
    [
      'generate blocks',
      'genvar i; generate for (i = 0; i < 4; i = i + 1) begin : g wire p, q; assign p = v[i]; assign q = a; assign w[i] = p; end endgenerate if (1) begin assign x = a; end',
      'genvar i; for (i = 0; i < 4; i = i + 1) begin : g wire p ; assign p = v[i]; assign w[i] = p; end',
    ],
    [
      'local variables',
      'always @* begin : work reg t, u; t = a; u = b; x = t; y = u; end',
      'always @* begin : work reg t ; t = a; x = t; end',
    ],
    ['latches', 'always_latch if (a) begin x = b; y = c; end', 'always_latch if (a) begin x = b; end'],
    ['always_comb', 'always_comb begin x = a; y = b; end', 'always_comb begin x = a; end'],
  ])('%s', (_, body, expected) => {
    expect(left(body, expected.includes('w[i]') ? 'w' : 'x')).toBe(expected);
  });
});

describe('modules', () => {
  const CHILD =
    'module child(clk, i, j, p, q); input clk, i, j; output p; output q; reg p, q; always @(posedge clk) p <= i; always @* q = j; endmodule';
  const text = (body: string): string =>
    `${CHILD} module top(input clk, a, b, output x, y); ${body} endmodule`;

  test('an instance keeps the connections that its output needs, and its module what drives that', () => {
    expect(leftOf(text('child u(.clk(clk), .i(a), .j(b), .p(x), .q(y));'), 'x')).toBe(
      'module child(clk, i, j, p, q); input clk, i, j; output p; output q; reg p ; always @(posedge clk) p <= i; endmodule module top(input clk, a, b, output x, y); child u(.clk(clk), .i(a), .j( ), .p(x), .q( )); endmodule',
    );
  });

  test('connections by position and by `.*`', () => {
    expect(leftOf(text('child u(clk, a, b, x, y), v(clk, b, a, , );'), 'y')).toContain(
      'child u( , , b, , y) ;',
    );
    expect(
      leftOf(`${CHILD} module top(input clk, i, j, output p, q); child u(.*); endmodule`, 'q'),
    ).toContain('always @* q = j; endmodule');
  });

  test('an unknown module keeps all its connections, and counts as state', () => {
    const slice = sliceOf(
      'module top(input a, b, output x, y); wire n = b; ram u(.a(a), .n(n), .q(x)); assign y = a; endmodule',
      'x',
    );
    expect(slice.files[0]!.text).toContain('wire n = b; ram u(.a(a), .n(n), .q(x));');
    expect([...slice.selection.state]).toEqual(['u']);
  });

  test('a module that instantiates itself ends', () => {
    const text =
      'module tree #(parameter N = 2) (input [N-1:0] v, input u, output x, y); assign y = u; if (N == 1) begin assign x = v[0]; end else begin wire l, r; tree #(.N(N/2)) a(.v(v[N-1:N/2]), .u(u), .x(l)); tree #(.N(N/2)) b(.v(v[N/2-1:0]), .x(r)); assign x = l ^ r; end endmodule module top(input [3:0] v, input u, output x); tree #(.N(4)) t(.v(v), .u(u), .x(x)); endmodule';
    expect(leftOf(text, 'x')).toContain('tree #(.N(N/2)) a(.v(v[N-1:N/2]), .u( ), .x(l));');
  });

  test('packages, macros and file scope keep what is mentioned', () => {
    const text =
      '`timescale 1ns/1ps\n`define W 4\n`define V 5\npackage p; localparam A = 1, B = 2; function automatic logic f(logic i); return i; endfunction endpackage\nmodule top import p::*; (input [`W-1:0] a, output x, y); assign x = a[A]; assign y = f(a[0]); endmodule';
    expect(leftOf(text, 'x')).toBe(
      '`define W 4 package p; localparam A = 1 ; endpackage module top import p::*; (input [`W-1:0] a, output x, y); assign x = a[A]; endmodule',
    );
  });

  test('dead branches of conditionals go', () => {
    const text =
      'module top(input a, output x, y);\n`ifdef SIM\nassign x = 0;\n`else\nassign x = a;\n`endif\nassign y = a; endmodule';
    expect(leftOf(text, 'x')).toBe('module top(input a, output x, y); assign x = a; endmodule');
  });

  test('a macro that stands for an item drives and reads what it names', () => {
    const text =
      '`define FF(q, d) always @(posedge clk) q <= d;\nmodule top(input clk, a, b, output reg x, y);\nwire n = b;\n`FF(x, n)\n`FF(y, a)\nendmodule';
    expect(leftOf(text, 'x')).toContain('wire n = b; `FF(x, n) endmodule');
  });
});

describe('coupling', () => {
  const MACHINE = `module m(input clk, rst, go, output reg busy, output done, output idle, output pass);
    reg [1:0] state, count;
    always @(posedge clk) if (rst) state <= 0; else case (state) 0: if (go) state <= 1; 1: state <= 2; default: state <= 0; endcase
    always @(posedge clk) begin count <= count + 1; busy <= state == 1; end
    assign done = state == 2; assign idle = count == 0; assign pass = go; endmodule`;

  test('outputs of one state machine are coupled through it; others are not', () => {
    const design = designOf(MACHINE);
    const slices = outputsOf(design, 'm').map((output) => sliceOutput(design, 'm', output));
    expect(slices.map((slice) => couplings(slice, slices))).toEqual([
      [{ output: 'done', through: ['state'] }],
      [{ output: 'busy', through: ['state'] }],
      [],
      [],
    ]);
  });

  test('two instances of a module are two states, one is shared', () => {
    const child =
      'module c(input clk, i, output reg p, output q); always @(posedge clk) p <= i; assign q = ~p; endmodule ';
    const coupled = (body: string) => {
      const design = designOf(`${child} module t(input clk, i, output x, y); ${body} endmodule`);
      const slices = ['x', 'y'].map((output) => sliceOutput(design, 't', output));
      return couplings(slices[0]!, slices);
    };
    expect(coupled('c u(clk, i, x, ), v(clk, i, y, );')).toEqual([]);
    expect(coupled('c u(clk, i, x, y);')).toEqual([{ output: 'y', through: ['u.p'] }]);
  });
});

describe('more generous levels', () => {
  const text =
    'module m(input clk, a, b, output reg x, y); reg n; always @* n = b; always @(posedge clk) begin x <= a; y <= n; end endmodule';

  test('keep whole processes and what these read, or all', () => {
    expect(leftOf(text, 'x')).not.toContain('y <= n');
    expect(leftOf(text, 'x', 'processes')).toBe(text);
    expect(sliceOf(text, 'x', 'whole').files[0]!.spans).toEqual([
      { start: 0, end: text.length, kind: 'driver' },
    ]);
  });
});

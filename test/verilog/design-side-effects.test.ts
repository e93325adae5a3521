import { describe, expect, test } from 'vitest';
import { designSideEffects } from '../../src/verilog/design-side-effects.ts';

const inModule = (body: string): string => `module m(input clk, output reg q);\n${body}\nendmodule\n`;
const effects = (text: string): string[] =>
  designSideEffects(text).map(({ kind, name }) => `${kind} ${name}`);

describe('what a design may not do', () => {
  test.each([
    ['initial $display("Mismatches: 0 in 10 samples");', 'system_task $display'],
    ['initial begin $write("x"); end', 'system_task $write'],
    ['initial #1 $finish;', 'system_task $finish'],
    ['initial $stop;', 'system_task $stop'],
    ['initial $fatal(1);', 'system_task $fatal'],
    ['initial $error("x");', 'system_task $error'],
    ['integer f = $fopen("o");', 'system_task $fopen'],
    ['initial $readmemh("x.hex", mem);', 'system_task $readmemh'],
    ['initial $dumpfile("x.vcd");', 'system_task $dumpfile'],
    ['initial if ($value$plusargs("a=%d", a)) q = 1;', 'system_task $value$plusargs'],
    ['initial $system("ls");', 'system_task $system'],
    ['initial $some_unknown_task;', 'system_task $some_unknown_task'],
    ['initial force tb.errors = 0;', 'force force'],
    ['initial release q;', 'force release'],
    ['bind tb m u(.clk(clk));', 'bind bind'],
    ['final q = 1;', 'final final'],
    ['`include "x.vh"', 'include `include "x.vh"'],
    ['initial tb.stats1.errors = 0;', 'hierarchical tb.stats1'],
    ['always @(posedge clk) q <= tb.expected;', 'hierarchical tb.expected'],
    ['always @(posedge clk) q <= tb.ref_q[0].x;', 'hierarchical tb.ref_q'],
    ['`define N finish\ninitial $`N;', 'macro `N'],
    ['`define P(a) $``a\ninitial `P(finish);', 'macro ``'],
    ['`define T tb\ninitial `T.errors = 0;', 'macro `T'],
    ['`define DOT .\ninitial tb `DOT errors = 0;', 'macro `define'],
    ['`define E .errors\ninitial tb `E = 0;', 'macro `define'],
    ['`define S $\ninitial q = 0;', 'macro `define'],
    ['`define K $finish\ninitial `K;', 'system_task $finish'],
    ['assign q = $root.tb.q;', 'hierarchical $root'],
    ['always @(posedge clk) if (clk) tb[0].q = 1;', 'hierarchical tb.q'],
  ])('%s', (body, expected) => {
    expect(effects(inModule(body))[0]).toBe(expected);
  });

  test('broken text is looked at too, and lines count from 1', () => {
    expect(designSideEffects('module m(\n input a\n\n initial $finish')).toEqual([
      { kind: 'system_task', name: '$finish', line: 4 },
    ]);
  });

  test('a name that only another module declares leaves the module', () => {
    const other = 'module other(output tb); wire stats1; endmodule\n';
    expect(effects(other + inModule('initial stats1.errors = 0;'))).toEqual(['hierarchical stats1.errors']);
  });

  test('a name of the testbench counts even when the design declares it', () => {
    const text = inModule('sub tb(.clk(clk)); assign q = tb.x;');
    expect(effects(text)).toEqual([]);
    const testbenchNames = new Set(['tb']);
    expect(designSideEffects(text, { testbenchNames }).map(({ name }) => name)).toEqual(['tb.x']);
  });
});

describe('what a design may do', () => {
  test.each([
    [
      'pure functions',
      'always @(posedge clk) q <= $signed(q) >>> $clog2(8) ^ $random ^ $countones(q) ^ $bits(q);',
    ],
    ['comments and strings', '// $finish\n/* tb.x */ localparam S = "$finish tb.x force";'],
    ['port connections', 'sub u(.clk(clk), .q(q));'],
    ['parameters by name', 'sub #(.W(4), .D(2)) u(.clk(clk));'],
    ['its own instance', 'sub #(4) u(.clk(clk)); assign q = u.x;'],
    ['an instance without parameters', 'sub u(); assign q = u.x;'],
    [
      'generate scopes',
      'genvar i; generate for (i=0;i<2;i=i+1) begin : g reg a; end endgenerate assign q = g[0].a;',
    ],
    ['struct variables', 'typedef struct packed {logic a; logic b;} t; t s, r; assign q = s.a & r.b;'],
    ['anonymous struct', 'struct packed {logic a;} s; assign q = s.a;'],
    ['enum methods', 'typedef enum {A, B} e; e state; always @(posedge clk) q <= state.num();'],
    ['array of structs', 't s [3:0]; assign q = s[2].a;'],
    ['named blocks', 'always @(posedge clk) begin : b integer i; end assign q = b.i;'],
    ['queue methods', 'int x[$]; always @(posedge clk) q <= x.size();'],
    ['deferred assertions', 'always_comb assert final (q);'],
    ['conditional ports', 'sub u(.clk(clk)\n`ifdef SIM\n.a(q),\n`else\n.b(q)\n`endif\n);'],
    [
      'macros',
      '`define W 4\n`define PORTS .clk(clk), .q(q)\nsub #(.W(`W)) u(`PORTS); wire [`W-1:0] x = `W.0;',
    ],
    ['real numbers', 'localparam real R = 1.5;'],
  ])('%s', (_name, body) => {
    expect(effects(inModule(body))).toEqual([]);
  });

  test('interface ports and structs of a package', () => {
    expect(
      effects('module m(bus_if.slave bus, input pkg::t s, output q); assign q = bus.valid & s.a; endmodule'),
    ).toEqual([]);
    expect(effects('module m(input t s, output logic [3:0] q); assign q = s.a.b; endmodule')).toEqual([]);
  });
});

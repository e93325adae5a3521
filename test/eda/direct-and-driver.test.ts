import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSimulator, type SimulationJob, type Simulator } from '../../src/eda/simulator.ts';

const file = (name: string, text: string) => ({ name, text });
const alone = (text: string): SimulationJob => ({ testbench: [], design: [file('a.v', `${text}\n`)] });

/** Varied sources: what compiles, what does not, what only some language generation has, what warns. */
const JOBS: Record<string, SimulationJob> = {
  'counter with a clock': alone(`module t; reg c = 0; reg [3:0] q = 0; always #5 c = ~c;
    always @(posedge c) q <= q + 1; initial #103 begin $display("%d", q); $finish; end endmodule`),
  'timescale and $time': alone(
    '`timescale 1ns/10ps\nmodule t; initial #1.234 $display("%t %f", $time, $realtime); endmodule',
  ),
  'macros, ifdef, arguments': alone(`\`define F(a, b) ((a) + (b))
    module t;\n\`ifdef __ICARUS__\ninitial $display("%d", \`F(1, 2));\n\`endif\nendmodule`),
  'SystemVerilog: logic, struct, enum, for': alone(`module t; typedef enum logic [1:0] {A, B} e; e s;
    struct packed {logic [3:0] x; logic y;} p; initial begin s = B; p.x = 7; p.y = 1;
    for (int i = 0; i < 3; i++) $write("%0d ", i); $display("%s %b", s.name(), p); end endmodule`),
  'SystemVerilog: queue, string, class':
    alone(`module t; class c; int x; function new(int v); x = v; endfunction endclass
    c o; int q[$]; string s; initial begin o = new(4); q.push_back(o.x); s = "hi"; $display("%0d %s", q[0], s); end endmodule`),
  'always_comb and assertions': alone(`module t; reg a = 0; logic y; always_comb y = ~a;
    initial begin #1 assert (y == 1) $display("ok"); else $error("no"); assert (y == 0) else $error("bad"); end endmodule`),
  'math, clog2, random': alone(
    `module t; initial begin $display("%f %0d %0d %h", $sqrt(2.0), $clog2(33), $countones(7), $random); end endmodule`,
  ),
  'specify block':
    alone(`module b(input i, output o); assign o = i; specify (i => o) = 5; endspecify endmodule
    module t; reg i = 0; wire o; b u(i, o); initial begin #10 i = 1; #1 $display("%b", o); #9 $display("%b", o); end endmodule`),
  'files and plus arguments':
    alone(`module t; integer f; initial begin f = $fopen("x.txt", "w"); $fdisplay(f, "1f"); $fclose(f); end
    reg [7:0] m [0:0]; initial #1 begin $readmemh("x.txt", m); $display("%h %b", m[0], $test$plusargs("q")); end endmodule`),
  'two roots': alone(
    'module a; initial $display("a"); endmodule module b; initial #1 $display("b"); endmodule',
  ),
  'a warning': alone(
    'module t; wire [3:0] w = 9\'h1ff; reg [1:0] r; initial begin r = w; #1 $display("%h %b", w, r[3]); end endmodule',
  ),
  'syntax error': alone('module t; wire w = ; endmodule'),
  'unknown module': alone('module t; nowhere u(); endmodule'),
  'undeclared signal': alone('module t; initial x = 1; endmodule'),
  'missing port': alone('module d(input a); endmodule module t; d u(.b(1)); endmodule'),
  'illegal l-value': alone('module t; wire w; initial w = 1; endmodule'),
  'constant out of range': alone(
    'module t; reg [3:0] r; initial begin r[9] = 1; $display("%b", r); end endmodule',
  ),
  'unsupported: casts of an enum': alone(
    "module t; typedef enum {A, B} e; e x; initial x = e'(1); endmodule",
  ),
  'missing include at the top': alone('`include "none.vh"\nmodule t; endmodule'),
  'unclosed ifdef': alone('`ifdef NEVER\nmodule t; endmodule'),
  'undefined macro': alone('module t; initial $display("%0d", 1 `NONE ); endmodule'),
  'CRLF and Latin-1': alone('module t;\r\n// caf\u00e9\r\ninitial $display("x");\r\nendmodule\r'),
  'nothing at all': alone(''),
  $fatal: alone('module t; initial $fatal(0, "end"); endmodule'),
  '$finish in the middle': alone(
    'module t; initial begin $display(1); $finish; end initial #1 $display(2); endmodule',
  ),
  'a testbench, a header and a design': {
    testbench: [
      file(
        'tb.v',
        '`include "w.vh"\nmodule tb; wire [`W-1:0] y; d u(y); initial #1 $display("%b", y); endmodule\n',
      ),
    ],
    design: [
      file('d.v', '`include "w.vh"\nmodule d(output [`W-1:0] y); assign y = 5; endmodule\n'),
      file('w.vh', '`define W 3\n'),
    ],
  },
  'a package of the design': {
    testbench: [file('tb.sv', 'module tb; import p::*; initial $display("%0d", N); endmodule\n')],
    design: [file('p.sv', 'package p; localparam N = 42; endpackage\n')],
    designFirst: true,
  },
  'a chosen root': {
    ...alone('module a; initial $display("a"); endmodule module b; initial $display("b"); endmodule'),
    topModules: ['b'],
  },
  'an unknown root': { ...alone('module a; endmodule'), topModules: ['zz'] },
};

describe.each(['2012', '2005'] as const)('direct start and driver agree, -g%s:', (generation) => {
  let direct: Simulator;
  let driver: Simulator;
  beforeAll(async () => {
    direct = await openSimulator({ lanes: 1, generation });
    driver = await openSimulator({ lanes: 1, generation, useDriver: true });
  });
  afterAll(() => Promise.all([direct.close(), driver.close()]));

  it('say which of them it was', () => {
    expect(direct.flags).toContain(`-g${generation} direct`);
    expect(driver.flags).toContain(`-g${generation} driver`);
  });

  it.concurrent.each(Object.entries(JOBS))('%s', async (_, job) => {
    const [a, b] = await Promise.all([direct.run(job), driver.run(job)]);
    const essence = ({ preprocess, compile, simulation }: typeof a) => ({
      preprocess: preprocess.outcome,
      compile: compile?.outcome,
      simulation: simulation?.outcome,
      printed: simulation?.log,
      said: (compile?.log ?? preprocess.log)
        .split('\n')
        .filter((line) => /^\w+\.s?v:\d+: (?!warning)/.test(line)),
    });
    expect(essence(a)).toEqual(essence(b));
  });
});

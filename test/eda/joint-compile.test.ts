import { afterAll, describe, expect, it } from 'vitest';
import { openSimulator, type SimulationResult, type SourceFile } from '../../src/eda/simulator.ts';

const simulator = await openSimulator({ lanes: 2 });
afterAll(() => simulator.close());

/** A testbench with a macro, a task, a function, a named block and messages that name places of it. */
const TESTBENCH = `\`timescale 1ns/100ps
\`define STEPS 6
module watcher_M_(input clk, input [3:0] q);
  function [3:0] gray(input [3:0] n); gray = n ^ (n >> 1); endfunction
  integer n = 0;
  task report; begin $display("%m %0t: %h of %h", $time, q, gray(n)); n = n + 1; end endtask
  always @(negedge clk) report;
endmodule
module tb_M_;
  reg clk = 0;
  wire [3:0] q;
  dut_M_ dut(.clk(clk), .q(q));
  watcher_M_ c(clk, q);
  initial begin : run
    integer i;
    for (i = 0; i < 2 * \`STEPS; i = i + 1) #1.5 clk = ~clk;
    $display("%m %0d", $random);
    if (q !== 4'd5) $error("q is %0d", q);
    $finish;
  end
endmodule
`;

const counter = (next: string): string =>
  `module dut_M_(input wire clk, output reg [3:0] q); initial q = 0; always @(posedge clk) q <= ${next}; endmodule\n`;

const file = (name: string, text: string): SourceFile[] => [{ name, text }];
const plain = (text: string): string => text.replaceAll('_M_', '');

const alone = (design: string): Promise<SimulationResult> =>
  simulator.run({ testbench: file('tb.v', plain(TESTBENCH)), design: file('dut.v', plain(design)) });
const jointly = (designs: string[]): Promise<SimulationResult[] | undefined> =>
  simulator.runJointly({
    testbench: file('tb.v', TESTBENCH),
    designs: designs.map((design) => file('dut.v', design)),
    marker: '_M_',
  });

describe('designs that are compiled together', () => {
  it('print what each prints alone: names, places, times and random numbers', async () => {
    const designs = ['q + 1', 'q - 1', "q == 4 ? 4'bx : q + 1", '5'].map(counter);
    const [together, one] = await Promise.all([jointly(designs), Promise.all(designs.map(alone))]);
    expect(together?.map(({ simulation }) => simulation?.log)).toEqual(
      one.map(({ simulation }) => simulation?.log),
    );
    expect(together?.[0]?.simulation?.log).toContain('tb.c.report');
    expect(together?.[0]?.simulation?.log).toMatch(/ERROR: tb\.v:\d+:/);
    expect(new Set(together?.map(({ simulation }) => simulation?.log)).size).toBe(4);
    for (const result of together ?? []) {
      expect(result).toMatchObject({ compile: { outcome: 'ok' }, flags: one[0]!.flags, tool: one[0]!.tool });
    }
  });

  it('end one by one: what never ends stops no other', async () => {
    const quick = await openSimulator({ lanes: 2, limits: { simulationCpuSeconds: 1 } });
    const results = await quick.runJointly({
      testbench: file('tb.v', TESTBENCH),
      designs: [counter('q + 1'), `${counter('q + 1').replace('always', 'initial forever #0 ; always')}`].map(
        (text) => file('dut.v', text),
      ),
      marker: '_M_',
    });
    await quick.close();
    expect(results?.map(({ simulation }) => simulation?.outcome)).toEqual(['ok', 'cpu_limit']);
  });

  it.each([
    ['one does not compile', counter('nothing')],
    ['one has a directive', `\`define N 1\n${counter('q + 1')}`],
    ['a unit lacks the marker', counter('q + 1').replace('dut_M_', 'dut')],
    ['something stands outside of all units', `integer outside;\n${counter('q + outside')}`],
  ])('are left to be tried one by one when %s', async (_, odd) => {
    expect(await jointly([counter('q + 1'), odd])).toBeUndefined();
  });

  it('start from the same time scale and net type, whatever the one before left', async () => {
    const scaled = `\`timescale 1us/1us\n\`default_nettype none\n${counter('q + 1').replace('q <=', '#1 q <=')}`;
    const together = await jointly([scaled, scaled]);
    const one = await alone(scaled);
    expect(together?.map(({ simulation }) => simulation?.log)).toEqual([
      one.simulation?.log,
      one.simulation?.log,
    ]);
  });
});

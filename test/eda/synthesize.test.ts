import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSimulator } from '../../src/eda/simulator.ts';
import { readSyntheses, SYNTHESIS_OUTPUTS, synthesisCommands, synthesize } from '../../src/eda/synthesize.ts';
import { openToolbox, type Toolbox } from '../../src/eda/toolbox.ts';

let box: Toolbox;
beforeAll(async () => {
  box = await openToolbox({ lanes: 1 });
});
afterAll(() => box.close());

const design = (text: string) => ({ files: [{ name: 'design.sv', text }], top: 't' });

const ADDER = `module half(input a, b, output s, c); assign s = a ^ b; assign c = a & b; endmodule
module t(input clk, rst_n, input [3:0] a, output reg [3:0] q, output c);
  wire s;
  half h(a[0], a[1], s, c);
  always @(posedge clk or negedge rst_n) if (!rst_n) q <= 0; else q <= q + a;
endmodule`;

test('cells, registers, memory and depth of a flat netlist', async () => {
  const found = await synthesize(box, design(ADDER));
  expect(found).toMatchObject({ outcome: 'ok', flipFlopBits: 4, latchBits: 0, memoryBits: 0 });
  expect(found.cells['$_DFF_PN0_']).toBe(4);
  expect(found.cellCount).toBe(Object.values(found.cells).reduce((sum, count) => sum + count, 0));
  expect(found.logicDepth).toBeGreaterThan(2);
});

test('memories stay whole, latches are counted, always_comb may hold one', async () => {
  const memory =
    'module t(input clk, we, input [3:0] a, input [7:0] d, output [7:0] q); reg [7:0] m [0:15]; always @(posedge clk) if (we) m[a] <= d; assign q = m[a]; endmodule';
  expect(await synthesize(box, design(memory))).toMatchObject({
    outcome: 'ok',
    memoryBits: 128,
    flipFlopBits: 0,
  });
  const latch = 'module t(input e, d, output reg q); always_comb if (e) q = d; endmodule';
  expect(await synthesize(box, design(latch))).toMatchObject({ outcome: 'ok', latchBits: 1 });
});

test('parameters of the top', async () => {
  const text = 'module t #(parameter W = 2)(input [W-1:0] a, output [W-1:0] y); assign y = ~a; endmodule';
  const found = await synthesize(box, { ...design(text), parameters: { W: '8' } });
  expect(found.cells).toEqual({ $_NOT_: 8 });
  expect(found.netlist).toMatch(/module t\(/);
});

test('the netlist runs in Icarus and behaves like its source', async () => {
  const { netlist } = await synthesize(box, design(ADDER));
  const testbench = `module tb; reg clk = 0, rst_n = 0; reg [3:0] a = 3; wire [3:0] q; wire c; t dut(clk, rst_n, a, q, c);
    initial begin #1 rst_n = 1; #1 rst_n = 0; #1 rst_n = 1; repeat (5) begin #1 clk = 1; #1 clk = 0; end $display("q=%0d c=%b", q, c); $finish; end endmodule`;
  const simulator = await openSimulator({ lanes: 1 });
  try {
    const run = (text: string) =>
      simulator.run({ testbench: [{ name: 'tb.sv', text: testbench }], design: [{ name: 'd.v', text }] });
    const [rtl, gates] = [await run(ADDER), await run(netlist!)];
    expect(rtl.simulation?.log).toContain('q=15 c=1');
    expect(gates.simulation?.log).toBe(rtl.simulation?.log);
  } finally {
    await simulator.close();
  }
});

test.each([
  ['a missing module', 'module t(input a, output y); gone g(a, y); endmodule', /gone/],
  ['a missing top', 'module other; endmodule', /t' not found/],
  ['a file of another place', '`include "/etc/hostname"\nmodule t; endmodule', /include/i],
])("%s is told in the tool's words", async (_, text, words) => {
  const found = await synthesize(box, design(text));
  expect(found).toMatchObject({ outcome: 'failed', cellCount: 0 });
  expect(found.reason).toMatch(words);
});

test('a name that could be a command never reaches the script', async () => {
  const found = await synthesize(box, { ...design('module t; endmodule'), top: 't; shell' });
  expect(found).toMatchObject({ outcome: 'failed', reason: expect.stringContaining('name') as string });
});

test('a design that costs too much ends at its limit', async () => {
  const text =
    'module t(input clk, input [15:0] a, output reg [63:0] q); integer i; reg [63:0] m [0:65535]; initial for (i = 0; i < 65536; i = i + 1) m[i] = i * i; always @(posedge clk) q <= m[a]; endmodule';
  const found = await synthesize(box, { ...design(text), cpuSeconds: 1 });
  expect(found.outcome).toBe('cpu_limit');
});

test('a wide net that single bits drive does not hold the netlist up in Icarus', async () => {
  const table = Array.from({ length: 256 }, (_, at) => `assign t[${at}] = 8'd${(at * 167 + 13) % 256};`).join(
    '\n',
  );
  const lookups = [0, 1].map((at) => `assign y[${8 * at} +: 8] = t[a[${8 * at} +: 8]];`).join('\n');
  const text = `module t(input [15:0] a, output [15:0] y);\nwire [7:0] t [0:255];\n${table}\n${lookups}\nendmodule`;
  const { netlist } = await synthesize(box, design(text));
  const testbench = `module tb; reg [15:0] a; wire [15:0] y; integer i; t dut(a, y);
    initial begin for (i = 0; i < 20; i = i + 1) begin a = i * 16'h9E37; #1 $display("%h", y); end $finish; end endmodule`;
  const simulator = await openSimulator({ lanes: 1, limits: { simulationCpuSeconds: 2 } });
  try {
    const run = (source: string) =>
      simulator.run({
        testbench: [{ name: 'tb.sv', text: testbench }],
        design: [{ name: 'd.v', text: source }],
      });
    const [rtl, gates] = [await run(text), await run(netlist!)];
    expect(rtl.simulation?.log).toMatch(/^([0-9a-f]{4}\n){20}$/);
    expect(gates.simulation).toMatchObject({ outcome: 'ok', log: rtl.simulation?.log });
  } finally {
    await simulator.close();
  }
});

test('initial values survive where a register is split into bits', async () => {
  const text = `module t(input clk, output y); reg [3:0] r = 4'd9; assign y = r[3];
    always @(posedge clk) r <= {r[2:0], r[3]}; endmodule`;
  const { netlist } = await synthesize(box, design(text));
  const starts = netlist!.match(/^ +reg .*= 1'h[01];$/gm)?.map((line) => line.at(-2));
  expect(starts?.sort()).toEqual(['0', '0', '1', '1']);
});

test('a netlist that was cut off counts as none', async () => {
  const job = design(ADDER);
  const script = synthesisCommands(job, 0).join('\n');
  const run = await box.yosys({ files: job.files, script, outputs: SYNTHESIS_OUTPUTS });
  expect(readSyntheses([job], run)).toHaveLength(1);
  const netlist = run.files['netlist-*']!;
  const cut = { ...run, files: { ...run.files, 'netlist-*': netlist.slice(0, netlist.length / 2) } };
  expect(readSyntheses([job], cut)).toEqual([]);
});

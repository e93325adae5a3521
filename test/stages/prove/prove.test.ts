import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { readCorpusReport } from '../../../src/report/corpus-funnel.ts';
import { scratchContext, scratchFolder } from '../../support/scratch.ts';
import { runSteps } from '../../support/stage-run.ts';

const FILES: Record<string, string> = {
  'counter.v': `module counter (input clk, rst, en, output reg [3:0] q);
  always @(posedge clk) if (rst) q <= 0; else if (en) q <= q + 1;
endmodule\n`,
  'forgetful.v': `module forgetful (input clk, en, d, output reg q, output y);
  assign y = en & d;
  always @(posedge clk) if (en & ~en) q <= d;
endmodule\n`,
  'vendor.v': 'module vendor (input c, d, output q); VENDOR_FF u (.C(c), .D(d), .Q(q)); endmodule\n',
  'delays.v': 'module delays (input a, output reg y); always begin #1 y = a; #1 y = ~a; end endmodule\n',
  'events.v':
    'module events (input a, output reg y); event e; always @(a) -> e; always @(e) y = a; endmodule\n',
  'stored.v': `module stored (input clk, input [1:0] a, output reg [3:0] q);
  reg [3:0] m [0:3]; initial $readmemh("not-there.hex", m);
  always @(posedge clk) q <= m[a];
endmodule\n`,
  'still.v': 'module still (input a, output y); assign y = 1; endmodule\n',
  'counter_tb.v': `module counter_tb;
  reg clk = 0, rst = 1; wire [3:0] q;
  counter dut (.clk(clk), .rst(rst), .en(1'b1), .q(q));
  always #5 clk = ~clk;
  initial begin #20 rst = 0; #100 if (q !== 4'd10) $display("wrong"); $finish; end
endmodule\n`,
};

const context = await scratchContext();
const mine = async () => {
  const sources = [join(folder, 'design')];
  const stages = ['screen', 'parse', 'closure', 'prove', 'curate'].map((stage) => [stage] as [string]);
  const outcomes = await runSteps(context, ['gather', { sources }], ...stages);
  return outcomes[4]!;
};
const folder = scratchFolder();
let first: Awaited<ReturnType<typeof mine>>;
let evidence: Record<string, unknown[]>;

beforeAll(async () => {
  mkdirSync(join(folder, 'design'));
  for (const [path, text] of Object.entries(FILES)) writeFileSync(join(folder, 'design', path), text);
  first = await mine();
  const rows = await context.warehouse.rows<Record<string, string>>(
    `SELECT name, m.evidence, p.reason FROM curated.modules AS m
     LEFT JOIN fact.proofs AS p USING (bundle_sha256, top) ORDER BY name`,
  );
  evidence = Object.fromEntries(rows.map(({ name, evidence: level, reason }) => [name, [level, reason]]));
});

test('a module that is known after reset, changes and agrees with its netlist is simulated', () => {
  expect(evidence['counter']).toEqual(['simulates', null]);
});

test.each([
  ['forgetful', 'synthesizes', 'unknown after reset: q'],
  ['stored', 'synthesizes', 'unknown after reset: q'],
  ['vendor', 'synthesizes', 'modules in it are stubs'],
  ['still', 'synthesizes', 'no output ever changes'],
  ['delays', 'synthesizes', 'differs from its netlist: y'],
])('%s stays at %s: %s', (name, level, reason) => {
  expect(evidence[name]).toEqual([level, reason]);
});

test('what does not synthesize is told with the tool’s words', () => {
  expect(evidence['events']).toEqual(['compiles', expect.stringMatching(/^does not synthesize: \S/)]);
});

test('testbenches are kept apart: nothing is proved of them', async () => {
  expect(evidence['counter_tb']).toEqual(['compiles', null]);
  expect(first).toMatchObject({ rowsIn: 7, kept: 7, added: 7 });
});

test('figures of the netlist are kept', async () => {
  const [row] = await context.warehouse.rows<Record<string, unknown>>(
    "SELECT * FROM fact.proofs WHERE top = 'counter'",
  );
  expect(row).toMatchObject({ synthesis: 'ok', flip_flop_bits: 4, latch_bits: 0, agrees: true });
  expect(Object.keys(JSON.parse(String(row!['cells'])) as object).length).toBeGreaterThan(0);
});

test('the corpus report counts what keeps modules from the next level, names left out', async () => {
  const { stops } = await readCorpusReport(context.warehouse);
  const of = (level: string) => stops.filter((stop) => stop.evidence === level);
  expect(of('synthesizes').map(({ reason, n }) => [reason, n])).toEqual([
    ['unknown after reset', 2],
    ['differs from its netlist', 1],
    ['modules in it are stubs', 1],
    ['no output ever changes', 1],
  ]);
  expect(of('compiles')).toEqual([
    { evidence: 'compiles', reason: expect.stringMatching(/^does not synthesize: /), n: 1 },
  ]);
});

test('a second run asks no tool', async () => {
  expect(await mine()).toMatchObject({ added: 0 });
});

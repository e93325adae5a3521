import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { DOMAINS } from '../../../src/core/domains.ts';
import { TIERS } from '../../../src/core/tiers.ts';
import { measureComplexity } from '../../../src/verilog/complexity/measures.ts';
import { decideTier, type TierRules } from '../../../src/verilog/complexity/tier-rules.ts';
import { classifyDomain } from '../../../src/verilog/domain/classify-domain.ts';
import { loadParser } from '../../../src/verilog/parser.ts';
import { readStructure } from '../../../src/verilog/structure/structure.ts';
import { PROJECT_ROOT } from '../../support/quarry.ts';

const RULES = parse(readFileSync(join(PROJECT_ROOT, 'pipelines/complexity-tiers.yaml'), 'utf8')) as TierRules;

beforeAll(loadParser);

/** Modules of our own: text, domain, tier, and a word that the reasons must hold. */
const MODULES: [name: string, text: string, domain: string, tier: string, reason: string][] = [
  [
    'gates',
    'module g(input a, b, output y, z); assign y = a & ~b; assign z = ^{a, b}; endmodule',
    'combinational_logic',
    'basic',
    'no state',
  ],
  [
    'a multiplexer',
    'module m(input [7:0] a, b, input s, output [7:0] y); assign y = s ? a : b; endmodule',
    'mux_demux',
    'intermediate',
    'choices',
  ],
  [
    'an adder',
    'module s(input [7:0] a, b, output [8:0] y); assign y = a + b; endmodule',
    'arithmetic',
    'intermediate',
    'additions',
  ],
  [
    'a comparator',
    'module c(input [7:0] a, b, output y); assign y = a > b; endmodule',
    'comparator',
    'intermediate',
    'relational',
  ],
  [
    'a decoder',
    "module d(input [1:0] s, output reg [3:0] y); always @(*) case (s) 2'd0: y = 4'b0001; 2'd1: y = 4'b0010; 2'd2: y = 4'b0100; default: y = 4'b1000; endcase endmodule",
    'codec',
    'intermediate',
    'codes',
  ],
  [
    'a register',
    'module r(input clk, input [7:0] d, output reg [7:0] q); always @(posedge clk) q <= d; endmodule',
    'register',
    'advanced',
    'registers',
  ],
  [
    'a counter',
    'module n(input clk, rst, output reg [3:0] q); always @(posedge clk) if (rst) q <= 0; else q <= q + 1; endmodule',
    'counter',
    'advanced',
    'q count',
  ],
  [
    'a shift register',
    'module h(input clk, d, output reg [7:0] q); always @(posedge clk) q <= {q[6:0], d}; endmodule',
    'shift_register',
    'advanced',
    'q shift',
  ],
  [
    'an edge detector',
    'module e(input clk, x, output y); reg last; always @(posedge clk) last <= x; assign y = x & ~last; endmodule',
    'edge_detector',
    'advanced',
    'last value last',
  ],
  [
    'a clock divider',
    'module v(input clk, output reg clk_out); reg [2:0] n; always @(posedge clk) if (n == 4) begin n <= 0; clk_out <= ~clk_out; end else n <= n + 1; endmodule',
    'clocking',
    'advanced',
    'toggles',
  ],
  [
    'a synchronizer',
    'module sync2(input clk, d, output reg q); reg m; always @(posedge clk) begin m <= d; q <= m; end endmodule',
    'synchronizer',
    'advanced',
    'chain of copies',
  ],
  [
    'a state machine',
    'module f(input clk, rst, x, output y); localparam A = 0, B = 1, C = 2; reg [1:0] s; always @(posedge clk) if (rst) s <= A; else case (s) A: s <= x ? B : A; B: s <= x ? C : A; C: s <= x ? C : A; default: s <= A; endcase assign y = s == C; endmodule',
    'fsm',
    'advanced',
    '3 states',
  ],
  [
    'a memory',
    'module w(input clk, we, input [3:0] a, input [7:0] d, output reg [7:0] q); reg [7:0] store [0:15]; always @(posedge clk) begin if (we) store[a] <= d; q <= store[a]; end endmodule',
    'memory',
    'advanced',
    '16 x 8',
  ],
  [
    'a testbench',
    'module t; reg clk = 0; always #5 clk = ~clk; initial #100 $finish; endmodule',
    'verification',
    'basic',
    'no ports',
  ],
  [
    'a wrapper',
    'module top(input a, output y); wire n; child one(.a(a), .y(n)); child two(.a(n), .y(y)); endmodule',
    'glue',
    'intermediate',
    '2 instances',
  ],
  [
    'a bus slave',
    'module regs(input pclk, psel, penable, pwrite, input [7:0] pwdata, output reg [7:0] prdata); reg [7:0] r; always @(posedge pclk) if (psel & penable & pwrite) r <= pwdata; else prdata <= r; endmodule',
    'bus_protocol',
    'advanced',
    'APB ports',
  ],
];

test.each(MODULES)('%s', (_, text, domain, tier, reason) => {
  const structure = readStructure(text)![0]!;
  const domains = classifyDomain(structure, text);
  const decided = decideTier(measureComplexity(structure, text), RULES);
  expect([domains.primary, decided.tier]).toEqual([domain, tier]);
  expect(JSON.stringify([domains.reasons, decided.reasons])).toContain(reason);
});

test('a module of several kinds has several domains, the strongest first', () => {
  const [, machine] = MODULES.find(([name]) => name === 'a state machine')!;
  const text = machine.replace('endmodule', 'reg [3:0] n; always @(posedge clk) n <= n + 1; endmodule');
  expect(classifyDomain(readStructure(text)![0]!, text).domains.slice(0, 2)).toEqual(['fsm', 'counter']);
});

test('a composite is expert, by the rule that holds', () => {
  const registers = Array.from(
    { length: 15 },
    (_, index) => `reg r${index}; always @(posedge clk) r${index} <= d;`,
  );
  const text = `module big(input clk, d); ${registers.join(' ')} endmodule`;
  expect(decideTier(measureComplexity(readStructure(text)![0]!, text), RULES)).toEqual({
    tier: 'expert',
    reasons: ['registers 15 >= 14'],
  });
});

test('cells count only where they are known', () => {
  const text = MODULES[0]![1];
  const structure = readStructure(text)![0]!;
  const rules: TierRules = { version: 1, tiers: { expert: [{ cells: 10 }], advanced: [], intermediate: [] } };
  expect(decideTier(measureComplexity(structure, text), rules).tier).toBe('basic');
  expect(decideTier(measureComplexity(structure, text, { cells: 12, logic_depth: 3 }), rules).tier).toBe(
    'expert',
  );
});

test('labels name domains and tiers that there are, and no code', () => {
  const lines = readFileSync(join(import.meta.dirname, 'labels.jsonl'), 'utf8')
    .trim()
    .split('\n');
  const labels = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(labels.length).toBeGreaterThanOrEqual(200);
  for (const { domain, also, tier } of labels) {
    for (const name of [domain, ...(also as string[])]) expect(DOMAINS).toContain(name);
    if (tier !== null) expect(TIERS).toContain(tier);
  }
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(400);
});

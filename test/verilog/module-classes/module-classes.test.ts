import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { DOMAINS, type Domain } from '../../../src/core/domains.ts';
import { TIERS } from '../../../src/core/tiers.ts';
import { classifyModule, type ModuleClasses } from '../../../src/verilog/classify-module.ts';
import { measureComplexity } from '../../../src/verilog/complexity/measures.ts';
import { decideTier, type TierRules } from '../../../src/verilog/complexity/tier-rules.ts';
import { classifyDomain } from '../../../src/verilog/domain/classify-domain.ts';
import { domainsOfName } from '../../../src/verilog/domain/name-words.ts';
import {
  NO_SURROUNDINGS,
  readSurroundings,
  surroundingsOf,
  surroundingsText,
} from '../../../src/verilog/domain/surroundings.ts';
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
    'called sync2: sync',
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
  [
    'a half adder of gates',
    'module h(input a, b, output s, c); xor (s, a, b); and (c, a, b); endmodule',
    'arithmetic',
    'intermediate',
    '1 additions',
  ],
  [
    'a latch of two gates',
    'module n(input s, r, output q, p); assign q = ~(r | p); assign p = ~(s | q); endmodule',
    'register',
    'advanced',
    'holds its value by feedback',
  ],
  [
    'flip-flops of a macro',
    "module m(input logic clk_i, rst_ni, d, output logic q, p); `FF(q, d, '0) `FF(p, q, '0) endmodule",
    'register',
    'advanced',
    'registers 2 >= 1',
  ],
  [
    'cells that are flip-flops',
    'module m(input clk, d, output q); wire t; my_dffr a (.clk(clk), .d(d), .q(t)); my_dffr b (.clk(clk), .d(t), .q(q)); endmodule',
    'register',
    'advanced',
    'registers 2 >= 1',
  ],
  [
    'a module that a feature switches on',
    'module m(input clk, d, output q);\n`ifdef WITH_SUMS\nreg [7:0] n;\nalways @(posedge clk) n <= n + 1;\nassign q = n[7];\n`else\nassign q = 0;\n`endif\nendmodule',
    'counter',
    'advanced',
    'n count',
  ],
  [
    'a shell around one kind of part',
    'module my_pair(input clk, a, output y, z); my_uart_tx t (.clk(clk), .a(a), .y(y)); my_uart_rx r (.clk(clk), .a(a), .y(z)); endmodule',
    'serial_protocol',
    'intermediate',
    'made of my_uart_tx, my_uart_rx',
  ],
  [
    'parts of many kinds',
    'module m(input clk, a, output y, z, w); my_uart t (.clk(clk), .a(a), .y(y)); my_fifo f (.clk(clk), .a(a), .y(z)); my_alu u (.a(a), .y(w)); my_ctrl c (.clk(clk)); endmodule',
    'glue',
    'advanced',
    '4 instances',
  ],
  [
    'stimuli behind ports',
    'module drive(output reg clk, output reg d); initial begin clk = 0; d = 0; #10 d = 1; forever #5 clk = ~clk; end endmodule',
    'verification',
    'basic',
    'waits and delays',
  ],
  [
    'a table is a memory only where it is addressed',
    'module t(input [1:0] a, output [7:0] y); reg [7:0] rom [0:3]; initial $readmemh("t.hex", rom); assign y = rom[a]; endmodule',
    'memory',
    'advanced',
    'memories 1 >= 1',
  ],
  [
    'a shift register that is fed by its own bits counts',
    'module l(input clk, rst, output reg [4:0] q); always @(posedge clk) if (rst) q <= 1; else q <= {q[3:0], q[4] ^ q[2]}; endmodule',
    'counter',
    'advanced',
    'exclusive or of its own bits',
  ],
  [
    'a machine that steers many registers controls',
    `module c(input clk, go, input [7:0] d, output reg [7:0] a, b, e, f, g, h, i, j);
      reg [1:0] state; localparam IDLE = 0, RUN = 1, END = 2;
      always @(posedge clk) case (state)
        IDLE: if (go) begin state <= RUN; a <= d; b <= a & d; e <= d | b; end
        RUN: begin state <= END; f <= d ^ e; g <= f & e; h <= g | f; end
        END: begin state <= IDLE; i <= h & d; j <= i ^ h; end
        default: state <= IDLE;
      endcase
    endmodule`,
    'controller',
    'expert',
    'steers',
  ],
  [
    'a selector on a bus is there for the bus',
    `module w(input clk, s, input [7:0] a_addr, b_addr, a_data, b_data, input a_valid, b_valid, m_ready,
      output a_ready, b_ready, m_valid, output [7:0] m_addr, m_data);
      reg t; always @(posedge clk) t <= s;
      assign m_valid = t ? a_valid : b_valid; assign m_addr = t ? a_addr : b_addr; assign m_data = t ? a_data : b_data;
      assign a_ready = t & m_ready; assign b_ready = ~t & m_ready;
    endmodule`.replace('module w', 'module port_mux'),
    'bus_protocol',
    'advanced',
    'called port_mux',
  ],
  [
    'a line and what shifts over it',
    "module s(input clk, load, input [7:0] d, output tx); reg [9:0] f; always @(posedge clk) if (load) f <= {1'b1, d, 1'b0}; else f <= {1'b1, f[9:1]}; assign tx = f[0]; endmodule",
    'serial_protocol',
    'advanced',
    'line tx',
  ],
  [
    'around different modules it is glue, whatever bus they speak',
    `module axi_pair(input clk, input [3:0] a, output [3:0] y); wire [3:0] b, c;
      one_fifo f (.clk(clk), .d(a), .q(b)); two_adder g (.a(b), .y(c)); three_crc h (.clk(clk), .d(c), .q(y));
    endmodule`,
    'glue',
    'advanced',
    '3 instances',
  ],
  [
    'around cells of a chip it is what its own logic does',
    'module top(input pin, output led); wire clk; SB_GB g (.USER_SIGNAL_TO_GLOBAL_BUFFER(pin), .GLOBAL_BUFFER_OUTPUT(clk)); reg [23:0] n; always @(posedge clk) n <= n + 1; assign led = n[23]; endmodule',
    'counter',
    'advanced',
    'cells SB_GB',
  ],
];

function classesOf(text: string): ModuleClasses {
  return classifyModule(readStructure(text)![0]!, text, RULES);
}

test.each(MODULES)('%s', (_, text, domain, tier, reason) => {
  const decided = classesOf(text);
  expect([decided.domain.primary, decided.tier.tier]).toEqual([domain, tier]);
  expect(JSON.stringify([decided.domain.reasons, decided.tier.reasons])).toContain(reason);
});

test('a module of several kinds has several domains, the strongest first', () => {
  const [, machine] = MODULES.find(([name]) => name === 'a state machine')!;
  const text = machine.replace('endmodule', 'reg [3:0] n; always @(posedge clk) n <= n + 1; endmodule');
  expect(classifyDomain(readStructure(text)![0]!, text).domains.slice(0, 2)).toEqual(['fsm', 'counter']);
});

test('a composite is expert, by the rule that holds', () => {
  const registers = Array.from(
    { length: 15 },
    (_, index) => `reg r${index}; always @(posedge clk) r${index} <= r${index} & d;`,
  );
  const text = `module big(input clk, d); ${registers.join(' ')} endmodule`;
  expect(decideTier(measureComplexity(readStructure(text)![0]!, text), RULES)).toEqual({
    tier: 'expert',
    reasons: ['registers 15 >= 14', 'computed registers 15 >= 6'],
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

test.each([
  ['axis_async_FIFO32', 'memory'],
  ['wb2axi', 'bus_protocol'],
  ['uart_rx', 'serial_protocol'],
  ['soc_crc32', 'codec'],
  ['md5_round', 'codec'],
  ['servant_md_board', undefined],
])('%s says %s', (name, domain) => {
  expect(domainsOfName(name)[0]?.domain).toBe(domain);
});

test('a name without state does not make a register of gates', () => {
  const text = 'module uart_mask(input a, b, output y); assign y = a & b; endmodule';
  expect(classesOf(text).domain.primary).toBe('combinational_logic');
});

test('a loop counts with its variable, which is no register', () => {
  const text =
    'module m(input clk, input [3:0] d, output reg [3:0] q); integer i; always @(posedge clk) for (i = 0; i < 4; i = i + 1) q[i] <= d[3 - i]; endmodule';
  expect(classesOf(text).measures).toMatchObject({ registers: 1, memories: 0 });
});

test.each([
  ['rtl/flag.v', 'register'],
  ['bench/verilog/flag.v', 'verification'],
  ['sim/flag.v', 'verification'],
  ['regression_tests/flag.v', 'register'],
])('a module of %s is %s', (path, domain) => {
  const text = 'module flag(input clk, d, output reg q); always @(posedge clk) q <= d; endmodule';
  const surroundings = surroundingsOf(path, new Map());
  expect(classifyDomain(readStructure(text)![0]!, text, surroundings).primary).toBe(domain);
});

test('surroundings are told and read in one text, whatever order parts come in', () => {
  const parts: [string, Domain][] = [
    ['b', 'memory'],
    ['a', 'codec'],
  ];
  const text = surroundingsText(surroundingsOf('tb/x.v', new Map(parts)));
  expect(text).toBe(surroundingsText(surroundingsOf('tb/x.v', new Map(parts.toReversed()))));
  expect(readSurroundings(text).parts.get('b')).toBe('memory');
  expect(surroundingsText(NO_SURROUNDINGS)).toBe('');
});

interface Label {
  source: string;
  path?: string;
  module: string;
  part: string;
  domain: string;
  also: string[];
  tier: string | null;
}

test('labels name domains and tiers that there are, and no code', () => {
  const looked = labelLines('labels');
  const heldOut = labelLines('held-out');
  expect(looked.length).toBeGreaterThanOrEqual(200);
  expect(heldOut.length).toBeGreaterThanOrEqual(60);
  const lines = [...looked, ...heldOut];
  const labels = lines.map((line) => JSON.parse(line) as Label);
  for (const { domain, also, tier } of labels) {
    for (const name of [domain, ...also]) expect(DOMAINS).toContain(name);
    if (tier !== null) expect(TIERS).toContain(tier);
  }
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(400);
  const places = labels.map(({ source, path = '', module }) => `${source} ${path} ${module}`);
  expect(new Set(places).size).toBe(places.length);
});

test('held-out labels are of repositories that nobody wrote rules by', () => {
  const sources = (name: string) => labelLines(name).map((line) => (JSON.parse(line) as Label).source);
  const looked = new Set(sources('labels'));
  expect(sources('held-out').filter((source) => looked.has(source))).toEqual([]);
});

function labelLines(name: string): string[] {
  return readFileSync(join(import.meta.dirname, `${name}.jsonl`), 'utf8')
    .trim()
    .split('\n');
}

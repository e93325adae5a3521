import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openToolbox, type Toolbox } from '../../../src/eda/toolbox.ts';
import { proveOutput, proveSlice } from '../../../src/truth/slices/prove-slice.ts';
import { loadParser } from '../../../src/verilog/parser.ts';
import { sliceDrivers, withoutDriver } from '../../../src/verilog/slice/slice-drivers.ts';
import { sliceOutput } from '../../../src/verilog/slice/slice-output.ts';
import { designOf } from '../../verilog/slice/slice-text.ts';

let toolbox: Toolbox;

beforeAll(async () => {
  await loadParser();
  toolbox = await openToolbox({ lanes: 1 });
});

afterAll(() => toolbox.close());

const prove = (text: string, output: string) => {
  const design = designOf(text);
  return proveOutput(toolbox, design, design.roots.at(-1)!, output);
};

const MACHINE = `module machine(input clk, rst_n, go, output reg busy, output done, output [1:0] count);
  reg [1:0] state, n;
  always @(posedge clk or negedge rst_n)
    if (!rst_n) begin state <= 0; n <= 0; end
    else begin
      case (state) 0: if (go) state <= 1; 1: begin state <= 2; n <= n + 1; end default: state <= 0; endcase
    end
  always @* begin busy = 0; if (state == 1) busy = 1; end
  assign done = state == 2;
  assign count = n;
endmodule`;

describe('a slice is proved', () => {
  test.each([
    ['of a state machine', MACHINE, 'busy'],
    [
      'of a latch',
      'module m(input en, a, b, output reg x, y); always_latch if (en) begin x = a; y = b; end endmodule',
      'x',
    ],
    [
      'of a memory',
      'module m(input clk, we, input [1:0] at, input [3:0] d, output reg [3:0] q, output reg p); reg [3:0] ram [0:3]; initial ram[1] = 5; always @(posedge clk) begin if (we) ram[at] <= d; q <= ram[at]; p <= ^d; end endmodule',
      'q',
    ],
    [
      'of two clocks',
      'module m(input c1, c2, d, output reg x, output reg y); reg s; always @(posedge c1) begin s <= d; y <= ~d; end always @(negedge c2) x <= s; endmodule',
      'x',
    ],
    [
      'of instances',
      'module c(input clk, i, j, output reg p, output q); always @(posedge clk) p <= i; assign q = j; endmodule module m(input clk, a, b, output x, y); c u(.clk(clk), .i(a), .j(b), .p(x), .q(y)); endmodule',
      'y',
    ],
    [
      'with casts and messages that Yosys does not know',
      'module m(input clk, a, output x, y); typedef enum logic [1:0] {A, B} States; States s; always @(posedge clk) s <= States\'(a ? A : B); assign x = s == B; assign y = a; initial $display("%y %m", a); endmodule',
      'x',
    ],
    [
      'of a combinational loop, which only its structure can decide',
      'module m(input s, r, output q, n, y); assign q = ~(r | n); assign n = ~(s | q); assign y = s; endmodule',
      'q',
    ],
    ['of nothing', 'module m #(parameter W = 1) (input a, output x, y); assign y = a; endmodule', 'x'],
  ])('%s', async (_, text, output) => {
    const { slice, proof, givenUp } = await prove(text, output);
    expect(proof).toMatchObject({ outcome: 'proved' });
    expect([slice.level, givenUp]).toEqual(['minimal', []]);
    expect(slice.files[0]!.text.trim()).not.toBe(text);
  });
});

test('without a driver that is needed no proof holds', async () => {
  const design = designOf(MACHINE);
  const slice = sliceOutput(design, 'machine', 'done');
  const drivers = sliceDrivers(design, slice);
  expect(drivers).toHaveLength(5);
  for (const driver of drivers) {
    const files = withoutDriver(design, slice, driver);
    const proof = await proveSlice(toolbox, design, 'machine', { output: 'done', files });
    expect([MACHINE.slice(driver.start, driver.start + 20), proof.outcome]).toEqual([
      expect.anything(),
      expect.stringMatching(/^(?:different|undecided)$/),
    ]);
  }
});

test('a slice that is not the output is refuted with inputs', async () => {
  const design = designOf(MACHINE);
  const files = [{ name: 'design.sv', spans: [], text: MACHINE.replace('state == 2', 'state == 1') }];
  const proof = await proveSlice(toolbox, design, 'machine', { output: 'done', files });
  expect(proof).toMatchObject({ outcome: 'different', reason: expect.stringContaining('done is') });
});

test('what refutes the smallest slice leads to a larger one, and is told', async () => {
  // A macro that fills a line of a process is not seen.
  const text = `\`define SET(q, d) if (d) q = 1;
module m(input a, b, output reg x, output y);
  always @* begin
    x = a;
    \`SET(x, b)
  end
  assign y = b;
endmodule`;
  const { slice, proof, givenUp } = await prove(text, 'x');
  expect([slice.level, proof.outcome]).toEqual(['processes', 'proved']);
  expect(givenUp).toEqual([
    { level: 'minimal', reason: expect.stringContaining('x is 1 in the one and 0 in the other') },
  ]);
  expect(slice.files[0]!.text).not.toContain('assign y');
});

test('what Yosys cannot read is unprovable, with its words', async () => {
  const text = 'module m(input a, output x); vendor_cell u(.i(a), .o(x)); endmodule';
  const { proof, slice } = await prove(text, 'x');
  expect(proof).toMatchObject({ outcome: 'unprovable', reason: expect.stringContaining('vendor_cell') });
  expect(slice.level).toBe('minimal');
});

test('without Yosys nothing is proved', async () => {
  const design = designOf(MACHINE);
  const none = { ...toolbox, yosysVersion: undefined };
  expect((await proveOutput(none, design, 'machine', 'done')).proof).toMatchObject({ outcome: 'unprovable' });
});

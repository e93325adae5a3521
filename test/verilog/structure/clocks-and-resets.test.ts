import { beforeAll, describe, expect, test } from 'vitest';
import { loadParser } from '../../../src/verilog/parser.ts';
import { readOne } from './read-one.ts';

beforeAll(loadParser);

const HEAD = 'module m(input clk, clk2, rst, rst_n, set, en, ld, r, input [3:0] d, output reg [3:0] q, p);';
const read = (body: string) => readOne(`${HEAD} ${body} endmodule`);
const clocks = (body: string): string[] =>
  read(body).clocks.map(({ signal, edge, registers }) => `${edge} ${signal} ${registers}`);
const resets = (body: string): string[] =>
  read(body).resets.map(
    ({ signal, polarity, synchronous, values }) =>
      `${signal} ${polarity} ${synchronous ? 'sync' : 'async'} ${values.map((one) => `${one.register}=${one.value}`)}`,
  );

describe('clocks', () => {
  test.each([
    ['always @(posedge clk) begin q <= d; p <= q; end', ['posedge clk 2']],
    ['always @(posedge clk or negedge rst_n) if (!rst_n) q <= 0; else q <= d;', ['posedge clk 1']],
    ['always @(negedge rst_n, posedge clk) if (~rst_n) q <= 0; else q <= d;', ['posedge clk 1']],
    ['always @(posedge clk) q <= d; always @(negedge clk2) p <= d;', ['posedge clk 1', 'negedge clk2 1']],
    ['always @(posedge clk or posedge rst) q <= d;', ['posedge clk 1']],
    [
      'always @(posedge clk or posedge rst or posedge set) if (rst) q <= 0; else if (set) q <= 1; else q <= d;',
      ['posedge clk 1'],
    ],
    [
      'always @(posedge clk) begin : b integer i; for (i = 0; i < 4; i = i + 1) q[i] <= d[i]; end',
      ['posedge clk 1'],
    ],
    ['reg [3:0] t; always @(posedge clk) begin t = d + 1; q <= t; end', ['posedge clk 1']],
    ['reg [3:0] t; always @(posedge clk) begin q <= t; t = d + 1; end', ['posedge clk 2']],
    ['always @* q = d;', []],
    ['always #5 q = ~q;', []],
  ])('%s', (body, expected) => {
    expect(clocks(body)).toEqual(expected);
  });
});

describe('resets', () => {
  test.each([
    ['always @(posedge clk or negedge rst_n) if (!rst_n) q <= 0; else q <= d;', ['rst_n low async q=0']],
    ["always @(posedge clk, posedge rst) if (rst == 1) q <= 4'd3; else q <= d;", ["rst high async q=4'd3"]],
    [
      'always @(posedge clk or posedge rst or posedge set) if (rst) q <= 0; else if (set) q <= 15; else q <= d;',
      ['rst high async q=0', 'set high async q=15'],
    ],
    ['always @(posedge clk) if (rst) q <= 0; else q <= d;', ['rst high sync q=0']],
    ["always @(posedge clk) if (rst_n == 1'b0) q <= 0; else q <= d;", ['rst_n low sync q=0']],
    ['always @(posedge clk) if (rst || ld) q <= 0; else q <= d;', ['rst high sync q=0']],
    ['always @(posedge clk) begin q <= d; if (rst) q <= 0; end', ['rst high sync q=0']],
    ["always @(posedge clk) q <= rst_n ? d : 4'b1;", ["rst_n low sync q=4'b1"]],
    ['always @(posedge clk) if (r) q <= 0; else q <= d;', ['r high sync q=0']],
    ['always @(posedge clk) if (en) q <= 0; else q <= d;', []],
    ['always @(posedge clk) if (ld) q <= d; else q <= q + 1;', []],
    ['always @(posedge clk) if (rst) begin if (rst) q <= 1; p <= d; end else q <= d;', ['rst high sync q=1']],
    [
      'always @(posedge clk) if (rst) q <= 0; else q <= d; always @(posedge clk) if (rst) p <= 1; else p <= q;',
      ['rst high sync q=0,p=1'],
    ],
  ])('%s', (body, expected) => {
    expect(resets(body)).toEqual(expected);
  });

  test('`first` and `burst` are no resets by their names', () => {
    const text = `module m(input clk, first, input [3:0] d, output reg [3:0] q, reg [3:0] p);
      always @(posedge clk) begin if (first) q <= 0; else q <= d; p <= d; end
    endmodule`;
    expect(readOne(text).resets).toEqual([]);
  });
});

describe('enables', () => {
  test.each([
    ['always @(posedge clk) if (en) q <= d;', ['en']],
    ['always @(posedge clk) if (rst) q <= 0; else if (en && !ld) q <= d;', ['en', 'ld']],
    ['always @(posedge clk) q <= en ? d : q;', ['en']],
    ['always @(posedge clk) if (ld) q <= d; else q <= 0;', []],
  ])('%s', (body, expected) => {
    expect(read(body).enables).toEqual(expected);
  });
});

describe('latches', () => {
  test.each([
    ['always @* if (en) q = d;', ['q']],
    ['always @* begin q = 0; if (en) q = d; end', []],
    ['always @* if (en) q = d; else p = d;', ['q', 'p']],
    ['always @* case (d[1:0]) 0: q = 1; 1: q = 2; 2: q = 3; 3: q = 4; endcase', []],
    ['always @* case (d[1:0]) 0: q = 1; 1: q = 2; 2: q = 3; endcase', ['q']],
    ["always @* casez (d[1:0]) 2'b1?: q = 1; 2'b0?: q = 2; endcase", []],
    ['always_latch if (en) q <= d;', ['q']],
    ['always @* case (d) 0: q = 1; default: q = 0; endcase', []],
  ])('%s', (body, latched) => {
    const [process] = read(body).processes;
    expect(process?.latched).toEqual(latched);
    expect(process?.kind).toBe(latched.length > 0 ? 'latch' : 'combinational');
  });
});

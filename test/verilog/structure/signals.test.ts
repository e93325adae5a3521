import { beforeAll, describe, expect, test } from 'vitest';
import { loadParser } from '../../../src/verilog/parser.ts';
import { readOne } from './read-one.ts';

beforeAll(loadParser);

/** `name: kind bits x elements`. */
const sizes = (text: string): string[] =>
  readOne(text).signals.map(({ name, kind, bits, elements }) => `${name}: ${kind} ${bits} x ${elements}`);

describe('readSignals', () => {
  test('widths by parameters, local parameters, functions of constants', () => {
    expect(
      sizes(`module m #(parameter W = 8, D = 16, localparam A = $clog2(D)) (
        input clk, input [W-1:0] d, input [A:0] a, output reg signed [2*W-1:0] q, inout [0:3] io);
        wire [(W > 4 ? W : 4) - 1:0] w; reg [W-1:0] mem [0:D-1], one; logic [1:0][W/2-1:0] two [2][3];
        reg [UNKNOWN:0] u; integer i; byte b; genvar g; wire [\`W-1:0] v; logic queue [$];
      endmodule`),
    ).toEqual([
      'clk: port 1 x 1',
      'd: port 8 x 1',
      'a: port 5 x 1',
      'q: port 16 x 1',
      'io: port 4 x 1',
      'w: net 8 x 1',
      'mem: variable 8 x 16',
      'one: variable 8 x 1',
      'two: variable 8 x 6',
      'u: variable null x 1',
      'i: variable 32 x 1',
      'b: variable 8 x 1',
      'g: genvar 1 x 1',
      'v: net null x 1',
      'queue: variable 1 x null',
    ]);
  });

  test('named types, structures, enumerations, types of a package in the text', () => {
    expect(
      sizes(`package p; localparam N = 5; typedef logic [N-1:0] nib; endpackage
      module m import p::*; (input nib a, input p::nib b);
        typedef enum logic [1:0] {A, B} e; typedef struct packed { logic x; nib y; e z; } s;
        e e1; s s1; s [2:0] s3; enum {C, D} c; union packed { logic [3:0] u; logic [3:0] v; } w; other_t o;
      endmodule`),
    ).toEqual([
      'a: port 5 x 1',
      'b: port 5 x 1',
      'e1: variable 2 x 1',
      's1: variable 8 x 1',
      's3: variable 24 x 1',
      'c: variable 32 x 1',
      'w: variable 4 x 1',
      'o: variable null x 1',
    ]);
  });

  test('ports of a list with their declarations in the body', () => {
    const module = readOne(
      `module m(a, q, x); input [3:0] a; output q; output [7:0] x; reg q; reg [7:0] x; endmodule`,
    );
    expect(module.style).toBe('non_ansi');
    expect(module.signals.map(({ name, direction, type, bits }) => [name, direction, type, bits])).toEqual([
      ['a', 'input', '', 4],
      ['q', 'output', 'reg', 1],
      ['x', 'output', 'reg', 8],
    ]);
    expect(readOne('module m; endmodule').style).toBe('none');
  });

  test('macros of the text are sizes too', () => {
    const text = '`define W 8\n`define V `W\nmodule m(input [`W-1:0] a, input [`V:0] b); endmodule';
    expect(sizes(text)).toEqual(['a: port 8 x 1', 'b: port 9 x 1']);
  });

  test.each([
    ["4'b1010", 10n],
    ["8'hfF", 255n],
    ["'d12", 12n],
    ['3 + 4 * 2', 11n],
    ['(1 << 5) - 1', 31n],
    ['7 / 2 % 2', 1n],
    ["~4'b0101", 10n],
    ["{2'b10, 1'b1}", 5n],
    ["{3{2'b01}}", 21n],
    ['5 > 3 ? 10 : 20', 10n],
    ['$clog2(1)', 0n],
    ['$clog2(9)', 4n],
    ["8'(300)", 44n],
    ['-1', -1n],
    ["4'd9 == 9 && !0", 1n],
    ['2 ** 10', 1024n],
    ["(8'hA5 >> 4) & 3", 2n],
    ["^4'b0111", 1n],
    ["|4'b0", 0n],
    ["4'b1x10", undefined],
    ['1 << 100000000', undefined],
    ['1 / 0', undefined],
    ['UNKNOWN + 1', undefined],
  ])('%s is %s', (expression, value) => {
    expect(readOne(`module m; localparam X = ${expression}; endmodule`).parameterValues['X']).toBe(value);
  });

  test('enumeration members count on', () => {
    const { parameterValues } = readOne('module m; enum {A = 3, B, C = 8, D, E[2]} x; endmodule');
    expect(parameterValues).toEqual({ A: 3n, B: 4n, C: 8n, D: 9n, E0: 10n, E1: 11n });
  });
});

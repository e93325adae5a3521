import { beforeAll, describe, expect, it } from 'vitest';
import { openSimulator } from '../../src/eda/simulator.ts';
import { stubDesigns } from '../../src/truth/stubs.ts';
import { loadParser } from '../../src/verilog/parser.ts';

beforeAll(loadParser);

const bodyOf = (text: string, top: string, name: string, log = ''): string | undefined =>
  stubDesigns([{ name: 'd.v', text }], top, log).find((stub) => stub.name === name)?.design[0]?.text;

describe('stubDesigns', () => {
  it('ties nets by assign and variables by a process', () => {
    const text =
      'module m #(parameter W = 2)(input clk, output reg [W-1:0] q, r, output y);\n  reg x;\n  assign y = x;\nendmodule\n';
    expect(bodyOf(text, 'm', 'tie_1')).toBe(
      "module m #(parameter W = 2)(input clk, output reg [W-1:0] q, r, output y);\n  initial q = ~'b0;\n  initial r = ~'b0;\n  assign y = ~'b0;\nendmodule\n",
    );
  });

  it('keeps what the ports of a body need, and the other modules of the file', () => {
    const text =
      'module n(q, y);\n  parameter W = 3;\n  output [W-1:0] q;\n  output reg y;\n  reg [W-1:0] q;\n  always @* q = 1;\nendmodule\nmodule other; endmodule\n';
    expect(bodyOf(text, 'n', 'unknown')).toBe(
      "module n(q, y);\n  parameter W = 3;\n  output [W-1:0] q;\n  output reg y;\n  assign q = 'bx;\n  initial y = 'bx;\nendmodule\nmodule other; endmodule\n",
    );
  });

  it('prints a passing log as it was, whatever it holds', () => {
    const printed = bodyOf('module m(output y);\nendmodule\n', 'm', 'pass_printer', 'All "ok" 100%d\n\\n');
    expect(printed).toContain('$display("%s", "All \\"ok\\" 100%d");');
    expect(printed).toContain('$display("%s", "\\\\n");');
  });

  it('makes nothing of a module that is not there or does not parse', () => {
    expect(stubDesigns([{ name: 'd.v', text: 'module m(output y); endmodule' }], 'other', '')).toEqual([]);
    expect(stubDesigns([{ name: 'd.v', text: 'module m(output y' }], 'm', '')).toEqual([]);
  });

  it('compiles in every style of port', async () => {
    const styles = [
      'module m(input a, output b, output reg [70:0] c, output logic d, output integer e);\nendmodule\n',
      'module m(a, b, c);\n  input a;\n  output b;\n  output signed [3:0] c;\n  wire b;\nendmodule\n',
      'package p;\n  typedef logic [3:0] nibble;\nendpackage\nmodule m import p::*; (output nibble b);\nendmodule\n',
      'module m #(parameter N = 2, localparam M = N * 2)(output [M-1:0] b);\nendmodule\n',
    ];
    const simulator = await openSimulator({ lanes: 1 });
    try {
      for (const text of styles) {
        for (const { name, design } of stubDesigns([{ name: 'd.sv', text }], 'm', 'passed')) {
          const { compile } = await simulator.run({ design, testbench: [], simulate: false });
          expect([text, name, compile?.log, compile?.outcome]).toEqual([text, name, '', 'ok']);
        }
      }
    } finally {
      await simulator.close();
    }
  });
});

import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { designUnits } from '../../src/verilog/design-units.ts';
import { listModules } from '../../src/verilog/modules.ts';
import { loadParser } from '../../src/verilog/parser.ts';
import { generatedModule } from './generated-module.ts';

beforeAll(loadParser);

describe('listModules', () => {
  test('ports of either style, parameters, instances', () => {
    const text = `module old(a, b, c, d);
      parameter W = 3;
      input a; output reg [W-1:0] b; inout c;
      sub #(4) u1(a, b), u2(.x(a), .y(), .z);
    endmodule
    module new_style #(parameter A = 1, B = 2) (input logic clk, rst, output [3:0] q [0:1], bus_if.slave bus);
      sub u3(.*);
    endmodule`;
    const { modules, source } = listModules(text);
    expect(source).toBe('tree');
    expect(
      modules.map(({ ports }) => ports.map((port) => `${port.direction} ${port.width}${port.name}`)),
    ).toEqual([
      ['input a', 'output [W-1:0]b', 'inout c', 'unknown d'],
      ['input clk', 'input rst', 'output [3:0]q', 'interface bus'],
    ]);
    expect(modules.map(({ parameters }) => parameters)).toEqual([
      [{ name: 'W', value: '3' }],
      [
        { name: 'A', value: '1' },
        { name: 'B', value: '2' },
      ],
    ]);
    expect(modules[0]?.instances.map(({ instanceName, connections }) => [instanceName, connections])).toEqual(
      [
        [
          'u1',
          [
            { port: null, expression: 'a' },
            { port: null, expression: 'b' },
          ],
        ],
        [
          'u2',
          [
            { port: 'x', expression: 'a' },
            { port: 'y', expression: '' },
            { port: 'z', expression: 'z' },
          ],
        ],
      ],
    );
    expect(modules[1]?.instances).toMatchObject([{ moduleName: 'sub', instanceName: 'u3', wildcard: true }]);
  });

  test('offsets are of the text as it was given, beyond ASCII and blanked directives', () => {
    const text = '// é 😀\n`ifdef NEVER\nmodule dead; endmodule\n`endif\nmodule live(input a);\nendmodule\n';
    const { modules } = listModules(text);
    expect(modules.map(({ start, end }) => text.slice(start, end))).toEqual([
      'module live(input a);\nendmodule',
    ]);
  });

  test('SystemVerilog keywords as names of a Verilog file', () => {
    const { modules, source } = listModules(
      'module m(input ref, output global);\n assign global = ref;\nendmodule',
    );
    expect(source).toBe('tree');
    expect(modules[0]?.ports.map((port) => port.name)).toEqual(['ref', 'global']);
  });

  test('what the grammar loses, the tokens still name', () => {
    const text = 'module a(input x);\n ((( if begin\nendmodule\nmodule b(input y);\n endcase )\nendmodule\n';
    const { modules } = listModules(text);
    expect(modules.map((module) => module.name)).toEqual(['a', 'b']);
  });

  test('a deadline that has passed gives the lexical list', () => {
    const text = `module m;\n${'assign a = (b + c) * d;\n'.repeat(50_000)}endmodule`;
    const { modules, source } = listModules(text, { deadlineMs: 5 });
    expect(source).toBe('lexical');
    expect(modules).toMatchObject([{ name: 'm', start: 0, end: text.length }]);
  });
});

describe('designUnits', () => {
  test.each([
    ['module m; endmodule : m', ['module m']],
    ['This module does it; the module (top) too.', []],
    ['module (input a); endmodule', []],
    ['module automatic m import p::*; #(parameter A = (1)) (input a); endmodule', ['module m']],
    ['extern module m; virtual interface b x;', []],
    [
      'interface i(input c); modport m(input c); endinterface package p; endpackage',
      ['interface i', 'package p'],
    ],
    [
      'module outer; module inner; endmodule endmodule module next; endmodule',
      ['module outer', 'module next'],
    ],
    ['// module c;\n"module s;" module \\e$c ; endmodule', ['module \\e$c']],
    ['module and (input a); endmodule', ['module and']],
    ['a module and a wire (of 1 bit); done', []],
    ['class c extends d; endclass', ['class c']],
    ['macromodule m; endmodule', ['module m']],
    ['module m(input a', []],
  ])('%s', (text, expected) => {
    expect(designUnits(text).map((unit) => `${unit.kind} ${unit.name}`)).toEqual(expected);
  });

  test('a unit that is never closed reaches the end', () => {
    expect(designUnits('module m(input a);\n wire b;')).toMatchObject([
      { closed: false, end: 27, hasPorts: true },
    ]);
  });

  test('agrees with the tree on generated modules', () => {
    fc.assert(
      fc.property(fc.array(generatedModule(), { minLength: 1, maxLength: 3 }), (generated) => {
        const text = generated.map((module) => module.text).join('\n\n');
        const ranges = (units: readonly { name: string; start: number; end: number }[]) =>
          units.map(({ name, start, end }) => ({ name, start, end }));
        const { modules, source } = listModules(text);
        expect(source).toBe('tree');
        expect(ranges(designUnits(text))).toEqual(ranges(modules));
        expect(modules.map((module) => module.name)).toEqual(generated.map((module) => module.name));
      }),
      { numRuns: 60 },
    );
  });
});

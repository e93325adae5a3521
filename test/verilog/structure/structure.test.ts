import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadParser } from '../../../src/verilog/parser.ts';
import { readStructure } from '../../../src/verilog/structure/structure.ts';
import { generatedModule } from '../generated-module.ts';
import { readOne } from './read-one.ts';

beforeAll(loadParser);

const COUNTER = `module counter #(parameter W = 4) (input clk, rst, en, output reg [W-1:0] q, output full);
  always @(posedge clk)
    if (rst) q <= 0;
    else if (en) q <= q + 1'b1;
  assign full = &q;
endmodule
`;

describe('readStructure', () => {
  test('is what readModules tells, and more', () => {
    const [module] = readStructure(COUNTER)!;
    expect(module).toMatchObject({
      name: 'counter',
      style: 'ansi',
      parameters: [{ name: 'W', value: '4' }],
      parameterValues: { W: 4n },
      enables: ['en'],
      fsms: [],
    });
    expect(module?.ports.map((port) => port.name)).toEqual(['clk', 'rst', 'en', 'q', 'full']);
  });

  test('a broken module gives what can be had, and harms no other', () => {
    const broken = `module bad(input clk, a, output reg q, output y);
      assign y = a &;
      always @(posedge clk) begin q <= a; if ((( end
      assign z = q;
    endmodule
    ${COUNTER}`;
    const [bad, good] = readStructure(broken)!;
    expect(bad?.name).toBe('bad');
    expect(bad?.ports.map((port) => port.name)).toEqual(['clk', 'a', 'q', 'y']);
    expect(bad?.assignments.flatMap((one) => one.defs)).toContain('z');
    expect(good?.assignments.map((one) => one.defs)).toEqual([['q'], ['q'], ['full']]);
    expect(good?.resets).toHaveLength(1);
  });

  test('modules in other modules, behind directives, in text that is no Verilog', () => {
    const nested = 'module a(input x); module b(output y); assign y = 1; endmodule assign z = x; endmodule';
    const [outer, inner] = readStructure(nested)!;
    expect([outer?.name, outer?.assignments.length]).toEqual(['a', 1]);
    expect([inner?.name, inner?.assignments.length]).toEqual(['b', 1]);
    const directives =
      '`ifdef NO\nmodule dead; endmodule\n`else\nmodule live(output y); assign y = 1; endmodule\n`endif';
    expect(readStructure(directives)?.map((module) => module.name)).toEqual(['live']);
    expect(readStructure('The module is small. There is no code.')).toEqual([]);
    expect(readStructure('')).toEqual([]);
  });

  test('undefined when the deadline has passed', () => {
    const text = `module m;\n${'assign a = (b + c) * d;\n'.repeat(50_000)}endmodule`;
    expect(readStructure(text, { deadlineMs: 5 })).toBeUndefined();
  });

  test('deep nesting is no stack overflow', () => {
    const sum = Array.from({ length: 20_000 }, (_, index) => `a${index}`).join(' + ');
    const blocks = `${'begin '.repeat(3000)}q = 1; ${'end '.repeat(3000)}`;
    const text = `module m(output y, output reg q); assign y = ${sum}; always @* ${blocks} endmodule`;
    const [module] = readStructure(text)!;
    expect(module?.assignments[0]?.dataUses).toHaveLength(20_000);
  });

  test('no text makes it throw', () => {
    const piece = fc.constantFrom(
      'module m',
      '(input clk, output reg [3:0] q);',
      'always @(posedge clk)',
      'if (a)',
      'else',
      'begin',
      'end',
      'case (q)',
      '1:',
      'default:',
      'endcase',
      'q <= q + 1;',
      'assign x = ',
      'sub u(.a(b), .*);',
      'for (i = 0; i < 3; i = i + 1)',
      'function f; f = 1; endfunction',
      'typedef enum {A, B} t;',
      'parameter W = 4,',
      '`define S 1',
      '[W-1:',
      '}',
      ';',
      '= A',
      '? x : y',
      'generate',
      'endmodule',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 25 }), (pieces) => {
        const text = pieces.join(' ');
        checkOffsets(text);
      }),
      { numRuns: 150 },
    );
  });

  test('all places lie in the text and hold what they name', () => {
    fc.assert(
      fc.property(fc.array(generatedModule(), { minLength: 1, maxLength: 3 }), (modules) => {
        checkOffsets(modules.map((module) => module.text).join('\n'));
      }),
      { numRuns: 40 },
    );
    checkOffsets(COUNTER);
    checkOffsets(`// é 😀\n${COUNTER}`);
  });
});

/** Ranges are ordered and inside the text, nest as they say, and hold the names that they are about. */
function checkOffsets(text: string): void {
  for (const module of readStructure(text) ?? []) {
    expect(text.slice(module.start, module.end)).toContain(module.name);
    for (const signal of module.signals) {
      expect(text.slice(signal.start, signal.end)).toContain(signal.name);
    }
    for (const { defs, start, end, enclosing, process } of module.assignments) {
      const written = text.slice(start, end);
      for (const name of defs) expect(written).toContain(name);
      if (process !== null) expect(module.processes[process]).toBeDefined();
      let [outerStart, outerEnd] = [module.start, module.end];
      for (const span of enclosing) {
        expect(span.start).toBeGreaterThanOrEqual(outerStart);
        expect(span.end).toBeLessThanOrEqual(outerEnd);
        expect(span.headEnd).toBeGreaterThanOrEqual(span.start);
        expect(span.tailStart).toBeGreaterThanOrEqual(span.headEnd);
        expect(span.end).toBeGreaterThanOrEqual(span.tailStart);
        [outerStart, outerEnd] = [span.start, span.end];
      }
      expect(start).toBeGreaterThanOrEqual(outerStart);
      expect(end).toBeLessThanOrEqual(outerEnd);
    }
  }
}

test('a parameter list that is an include hides nothing of the module', () => {
  const { ports, parameters } = readOne(`module m #(
    \`include "config.vh"
  ) (input wire clk, output wire [3:0] y); assign y = 4'd0; endmodule`);
  expect(ports.map(({ name }) => name)).toEqual(['clk', 'y']);
  expect(parameters).toEqual([]);
});

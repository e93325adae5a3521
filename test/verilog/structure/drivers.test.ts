import { beforeAll, describe, expect, test } from 'vitest';
import { loadParser } from '../../../src/verilog/parser.ts';
import type { Assignment } from '../../../src/verilog/structure/module-structure.ts';
import { readStructure } from '../../../src/verilog/structure/structure.ts';
import { readOne } from './read-one.ts';

beforeAll(loadParser);

/** `kind defs <- data | conditions`. */
const told = ({ kind, defs, dataUses, conditionUses }: Assignment): string =>
  `${kind} ${defs} <- ${dataUses} | ${conditionUses}`.replace('<-  |', '<- |').trim();
const drivers = (body: string, head = '(input a, b, c, clk, output x, y)'): string[] =>
  readOne(`module m${head}; ${body} endmodule`).assignments.map(told);

describe('drivers', () => {
  test.each([
    ['assign x = a & ~b;', ['continuous x <- a,b |']],
    ['assign x = a, y = b ? c : a;', ['continuous x <- a |', 'continuous y <- b,c,a |']],
    ['assign {x, y[i]} = a + b;', ['continuous x,y <- a,b,i |']],
    ['assign x = m[a][3:0] + s.f + p::K + $signed(b);', ['continuous x <- m,a,s,b |']],
    ["assign x = '{k: a, default: b} == t'(c);", ['continuous x <- a,b,c |']],
    ['wire w = a, v;', ['declaration w <- a |']],
    ['and g(x, a, b); not (y, n, c);', ['gate x <- a,b |', 'gate y <- c |', 'gate n <- c |']],
    ['bufif1 (x, a, b);', ['gate x <- a,b |']],
    [
      'always @(posedge clk) if (a) x <= b; else if (c) y <= ~y;',
      ['nonblocking x <- b | clk,a', 'nonblocking y <- y | clk,a,c'],
    ],
    ['always @* if (a) if (b) x = c; else y = c;', ['blocking x <- c | a,b', 'blocking y <- c | a,b']],
    [
      'always @* case (a) 1: x = b; K, c: {x, y} = 0; default x = y; endcase',
      ['blocking x <- b | a,K,c', 'blocking x,y <- | a,K,c', 'blocking x <- y | a,K,c'],
    ],
    ['always_comb begin x += a; y++; end', ['operator x <- a,x |', 'operator y <- y |']],
    [
      'always @* for (i = 0; i < a; i = i + 1) q[i] = d[i];',
      ['blocking i <- | i,a', 'blocking i <- i | i,a', 'blocking q <- d,i | i,a'],
    ],
    ['always @(posedge clk) m[b][a +: 2] <= c;', ['nonblocking m <- c,b,a | clk']],
    ['always @(posedge clk) x <= #1 a;', ['nonblocking x <- a | clk']],
    ['initial begin x = 0; @(posedge clk) y = a; end', ['blocking x <- |', 'blocking y <- a | clk']],
    ['always @* begin : l reg t; t = a; x = t; end', ['blocking t <- a |', 'blocking x <- t |']],
    ['initial $readmemh("f", mem);', ['call mem <- |']],
  ])('%s', (body, expected) => {
    expect(drivers(body)).toEqual(expected);
  });

  test('parameters, genvars and enumeration members are no uses; names of blocks are left behind', () => {
    expect(
      drivers(`parameter P = 1; typedef enum {E, F} e; genvar g;
        generate for (g = 0; g < P; g = g + 1) begin : lane wire t = a ^ b; if (g == 0) assign x = t; end endgenerate
        assign y = lane[0].t == E ? c : P;`),
    ).toEqual(['declaration t <- a,b |', 'continuous x <- t |', 'continuous y <- t,c |']);
  });

  test('functions read for their callers, tasks also assign', () => {
    const text = `module m(input a, b, clk, output reg x, y, z);
      function f(input p); f = g(p) & b; endfunction
      function g(input p); return p ^ a; endfunction
      task t(input i, output o); begin o = i; z = b; end endtask
      assign w = f(x);
      always @(posedge clk) t(a, y);
    endmodule`;
    const module = readOne(text);
    expect(module.assignments.map(told)).toEqual(['continuous w <- x,b,a |', 'call y,z <- a,b | clk']);
    expect(module.assignments.map((one) => one.calls)).toEqual([['f'], ['t']]);
    expect(module.routines.map(({ name, kind, reads, writes }) => [name, kind, reads, writes])).toEqual([
      ['f', 'function', ['b', 'a'], []],
      ['g', 'function', ['a'], []],
      ['t', 'task', ['b'], ['z']],
    ]);
    expect(module.functions).toEqual(['f', 'g']);
    expect(module.tasks).toEqual(['t']);
  });

  test('instances: directions of this text, then of the library; unknown is both', () => {
    const text = `module sub(input i, input [3:0] j, output o, p); endmodule
    module m(input a, b, output x, y);
      sub u1(.i(a), .j({b, 3'd0}), .o(x), .p());
      sub u2(a, , w, y);
      lib u3(.in(x), .out(v[a]));
      nobody u4(a, ~b, q);
      sub u5(.*, .j(b));
      wire i, o;
    endmodule`;
    const library = new Map([
      [
        'lib',
        [
          { name: 'in', direction: 'input' as const, width: '' },
          { name: 'out', direction: 'output' as const, width: '' },
        ],
      ],
    ]);
    const module = readStructure(text, { library })?.[1];
    expect(module?.assignments.map(told)).toEqual([
      'instance x <- a,b |',
      'instance w <- a |',
      'instance y <- a |',
      'instance v <- x,a |',
      'instance a <- a,b,q |',
      'instance q <- a,b,q |',
      'instance o <- b,i |',
    ]);
  });

  test('enclosing spans, from the outside in', () => {
    const text = `module m(input clk, a, b, output reg x);
      always @(posedge clk) begin : seq
        if (a) x <= 0;
        else case (b) 1'b1: x <= 1; default: ; endcase
      end
    endmodule`;
    const [first, second] = readOne(text).assignments;
    const spans = (one: Assignment | undefined) =>
      one?.enclosing.map(({ kind, start, headEnd, tailStart, end }) => [
        kind,
        text.slice(start, headEnd).trim(),
        text.slice(tailStart, end).trim(),
      ]);
    expect(text.slice(first!.start, first!.end)).toBe('x <= 0;');
    expect(spans(first)).toEqual([
      ['process', 'always @(posedge clk)', ''],
      ['begin', 'begin : seq', 'end'],
      ['if', 'if (a)', ''],
    ]);
    expect(text.slice(second!.start, second!.end)).toBe('x <= 1;');
    expect(spans(second)).toEqual([
      ['process', 'always @(posedge clk)', ''],
      ['begin', 'begin : seq', 'end'],
      ['if', 'if (a)', ''],
      ['else', 'else', ''],
      ['case', 'case (b)', 'endcase'],
      ['case_item', "1'b1:", ''],
    ]);
  });

  test('what is counted: operators, generates, system tasks, memories', () => {
    const module = readOne(`module m(input clk, input [3:0] a, b, output [3:0] x);
      reg [7:0] mem [0:15]; parameter N = 2 + 2; genvar g;
      assign x = (a + b) ^ {2{a[1:0]}} & ~b | (a > b ? mem[a] : {a, b});
      if (N > 2) assign y = $signed(a);
      for (g = 0; g < N; g = g + 1) begin assign z[g] = a[g]; end
      always @(posedge clk) begin mem[b] <= a; $display("x"); end
    endmodule`);
    expect(module.memories).toEqual([{ name: 'mem', width: 8, depth: 16 }]);
    expect(module.generates).toBe(2);
    expect(module.systemTasks).toEqual(['$signed', '$display']);
    expect(module.operators).toEqual({
      '+': 1,
      '^': 1,
      '{{}}': 1,
      '{}': 2,
      '&': 1,
      'u~': 1,
      '|': 1,
      '>': 1,
      '?:': 1,
      '[]': 2,
    });
  });
});

test('an instance by position is one of a module, though it looks like one of a primitive', () => {
  const [read] = readStructure(`module m(o, s, i); input s; input [3:0] i; output [3:0] o; wire [3:0] d;
    pick p0(d[0], s, ~i[0], 1'b0);
    pick p1(d[1], s, i[1], o[0]), p2(d[2], s, i[2], o[1]);
  endmodule
  module pick(output y, input a, b, c); assign y = a ? b : c; endmodule`)!;
  const { instances, assignments } = read!;
  expect(instances.map(({ moduleName, instanceName }) => `${moduleName} ${instanceName}`)).toEqual([
    'pick p0',
    'pick p1',
    'pick p2',
  ]);
  expect(instances[0]!.connections.map(({ expression }) => expression)).toEqual([
    'd[0]',
    's',
    '~i[0]',
    "1'b0",
  ]);
  expect(assignments.map(({ defs, uses }) => [defs, uses])).toEqual([
    [['d'], ['s', 'i']],
    [['d'], ['s', 'i', 'o']],
    [['d'], ['s', 'i', 'o']],
  ]);
});

import { beforeAll, expect, test } from 'vitest';
import { loadParser } from '../../src/verilog/parser.ts';
import { renameUnits } from '../../src/verilog/rename-units.ts';

beforeAll(loadParser);

const rename = (texts: string[], keep: string[] = []) =>
  renameUnits(texts, (name) => `R_${name}`, new Set(keep));

test('modules where they are declared, instantiated and ended; names that contain one stay', () => {
  const text = `// sub is below
module sub(input a, output b); assign b = a; endmodule : sub
module top(input a, output b);
  wire sub_a, xsub;
  sub #(.W(4)) u_sub (.a(a), .b(b)), v (sub_a, xsub);
  initial $display("sub %m");
endmodule
`;
  expect(rename([text])).toEqual([
    text
      .replace('module sub', 'module R_sub')
      .replace(': sub', ': R_sub')
      .replace('module top', 'module R_top')
      .replace('  sub #', '  R_sub #'),
  ]);
});

test('a module of another file is renamed where it is used', () => {
  expect(rename(['module a(); endmodule', 'module b(); a u(); unknown w(); endmodule'])).toEqual([
    'module R_a(); endmodule',
    'module R_b(); R_a u(); unknown w(); endmodule',
  ]);
});

test('packages with their scopes, interfaces, primitives', () => {
  const text = `package p; typedef logic [3:0] t; localparam K = 2; endpackage : p
interface bus; logic a; modport m(input a); endinterface
primitive u(o, i); output o; input i; table 0 : 1; 1 : 0; endtable endprimitive
module top import p::*; (input p::t x, bus.m b); wire w; u g(w, x[0]); bus i(); wire [p::K:0] k; endmodule
`;
  const [renamed] = rename([text])!;
  for (const part of ['package R_p;', 'endpackage : R_p', 'interface R_bus;', 'primitive R_u(']) {
    expect(renamed).toContain(part);
  }
  expect(renamed).toContain('module R_top import R_p::*; (input R_p::t x, R_bus.m b);');
  expect(renamed).toContain('R_u g(w, x[0]); R_bus i(); wire [R_p::K:0] k;');
  expect(renamed).toContain('typedef logic [3:0] t; localparam K = 2;');
});

test('what stands outside of all units is renamed too, ports that are called from outside are kept', () => {
  const text = `function automatic inv(input x); inv = ~x; endfunction
typedef logic [1:0] pair;
localparam out = 3;
module top(input a, output pair out); assign out = {2{inv(a)}}; endmodule
`;
  expect(rename([text], ['out'])).toEqual([
    `function automatic R_inv(input x); R_inv = ~x; endfunction
typedef logic [1:0] R_pair;
localparam out = 3;
module R_top(input a, output R_pair out); assign out = {2{R_inv(a)}}; endmodule
`,
  ]);
});

test('paths from the top are followed, paths from an instance stay', () => {
  const text = 'module top(); sub u(); wire a = u.x, b = top.u.x; endmodule module sub(); wire x; endmodule';
  expect(rename([text])![0]).toContain('wire a = u.x, b = R_top.u.x;');
});

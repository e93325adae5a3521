import { expect, test } from 'vitest';
import { findReferences } from '../../../src/verilog/closure/unit-references.ts';
import { lex } from '../../../src/verilog/lexer.ts';

const references = (text: string) => {
  const { instances, scopes, types, macros } = findReferences(lex(text), 0, text.length);
  return { instances: [...instances], scopes: [...scopes], types: [...types], macros: [...macros] };
};

test.each([
  ['plain', '; fifo u_fifo (.clk(clk));', ['fifo']],
  ['with parameters', '; fifo #(.W(8), .D({2{4}})) u_fifo (clk, d);', ['fifo']],
  ['with a delay-like parameter', '; fifo #8 u_fifo (clk);', ['fifo']],
  ['an array of instances', '; cell_x u[3:0] (a);', ['cell_x']],
  [
    'below a label',
    '; generate if (|W) begin : gen_csr serv_csr #(1) csr (a); end endgenerate',
    ['serv_csr'],
  ],
  ['behind a generate condition', '; if (W > 1) wide u (a); else narrow u (a);', ['wide', 'narrow']],
  ['named by a word that SystemVerilog reserves', '; faxi #(.A(1)) ref (.a(a));', ['faxi']],
  ['behind a macro call', '; `TRACE(x)\nfifo u (a);', ['fifo']],
  ['an escaped name', '; \\my-cell u (a);', ['my-cell']],
  ['in a bind', '; bind dut checks u_checks (.*);', ['dut', 'checks']],
  ['no function, task or event', '; always @(posedge clk) do_it(a); assign y = f(a) + g (b);', []],
  ['no declaration', '; wire [3:0] a, b; my_type_t c; my_type_t d = 0;', []],
])('instances: %s', (_, text, expected) => {
  expect(references(text).instances).toEqual(expected);
});

test('packages stand in front of ::, interfaces and typedefs in front of a name', () => {
  const found = references('(input my_pkg::word_t a, axi_if.slave s, bus_if b); import other::*; state_t q;');
  expect(found.scopes).toEqual(['my_pkg', 'other']);
  expect(found.types).toEqual(['axi_if', 'bus_if', 'state_t']);
});

test('a macro may stand for a module; bodies of macros are no uses', () => {
  const found = references('`define UNUSED other u (a)\n; `RAM #(.W(4)) memory (.a(a));');
  expect(found.macros).toEqual(['RAM']);
  expect(found.instances).toEqual([]);
});

import { expect, test } from 'vitest';
import { TestRepository } from './repository.ts';

const leaf = (name: string) => `module ${name} (input a, output y); assign y = a; endmodule\n`;
const parent = (name: string, ...children: string[]) =>
  `module ${name} (input a, output [9:0] y); ${children.map((child, at) => `${child} u${at} (a, y[${at}]);`).join(' ')} endmodule\n`;

test('what is needed comes before what needs it, packages first, the top last', () => {
  const repository = new TestRepository({
    'a_top.sv': `module a_top import k_pkg::*; (input word_t a, output y); mid m (a, y); endmodule\n`,
    'k_pkg.sv': 'package k_pkg; import base_pkg::*; typedef base_pkg::bit_t word_t; endpackage\n',
    'base_pkg.sv': 'package base_pkg; typedef logic bit_t; endpackage\n',
    'mid.sv': parent('mid', 'leaf'),
    'leaf.sv': leaf('leaf'),
    'unrelated.sv': leaf('unrelated'),
  });
  expect(repository.closure('a_top.sv', 'a_top')).toEqual([
    'base_pkg.sv',
    'k_pkg.sv',
    'leaf.sv',
    'mid.sv',
    'a_top.sv',
  ]);
});

test('of several files that define a name, the one with the longest common path is taken', () => {
  const repository = new TestRepository({
    'board/a/top.v': parent('top', 'fifo'),
    'board/a/fifo.v': leaf('fifo'),
    'board/b/top.v': parent('top', 'fifo'),
    'board/b/fifo.v': leaf('fifo'),
    'lib/fifo.v': leaf('fifo'),
  });
  expect(repository.closure('board/b/top.v', 'top')).toEqual(['board/b/fifo.v', 'board/b/top.v']);
});

test('units of a file stay while they harm nothing, and are cut when they conflict or need more', () => {
  const repository = new TestRepository({
    'top.v': parent('top', 'one', 'shared') + parent('above', 'top') + leaf('harmless'),
    'one.v': [
      leaf('one'),
      leaf('shared'),
      parent('needs_more', 'elsewhere'),
      'module tb; one u(); endmodule\n',
    ].join(''),
    'shared.v': leaf('shared'),
    'elsewhere.v': leaf('elsewhere'),
  });
  expect(repository.closure('top.v', 'top')).toEqual([
    'one.v -shared -needs_more -tb',
    'shared.v',
    'top.v -above',
  ]);
  expect(repository.closure('top.v', 'top', { minimal: true })).toEqual([
    'one.v -shared -needs_more -tb',
    'shared.v',
    'top.v -above -harmless',
  ]);
});

test('a unit that an ifdef tears apart is not cut', () => {
  const torn = '`ifdef WIDE\nmodule two (input [7:0] a);\n`else\nmodule two (input a);\n`endif\n endmodule\n';
  const repository = new TestRepository({ 'top.v': leaf('top') + torn });
  expect(repository.closure('top.v', 'top', { minimal: true })).toEqual(['top.v']);
});

test('a header that nobody includes is compiled first for the macros that it defines', () => {
  const repository = new TestRepository({
    'rtl/top.v': 'module top (input [`WIDTH-1:0] a, output y); assign y = ^a; endmodule\n',
    'rtl/defines.v': '`define WIDTH 8\n',
    'sim/defines.v': '`define WIDTH 4\n',
  });
  expect(repository.closure('rtl/top.v', 'top')).toEqual(['rtl/defines.v', 'rtl/top.v']);
  expect(repository.closure('rtl/top.v', 'top', { prelude: false })).toEqual(['rtl/top.v']);
});

test('a macro that the top sets may name the module that a file below it instantiates', () => {
  const repository = new TestRepository({
    'soc.v':
      '`ifndef RAM\n`define RAM plain_ram\n`endif\nmodule soc (input a, output y); `RAM m (a, y); endmodule\n',
    'top.v': `\`define RAM board_ram\n${parent('top', 'soc')}`,
    'rams.v': leaf('plain_ram'),
    'board.v': leaf('board_ram'),
  });
  expect(repository.closure('top.v', 'top', { topFirst: true })).toEqual([
    'top.v',
    'board.v',
    'soc.v',
    'rams.v',
  ]);
});

test('units that macros make are known, and interfaces and recursion end', () => {
  const repository = new TestRepository({
    'top.sv': `\`define CELL(n) module cell_\`\`n (input a, output y); assign y = a; endmodule\n\`CELL(8)\n${parent('top', 'cell_8', 'tree')}`,
    'tree.sv': parent('tree', 'tree', 'link'),
    'link.sv': 'module link (bus_if b); endmodule\n',
    'bus_if.sv': 'interface bus_if; logic a; endinterface\n',
  });
  expect(repository.closure('top.sv', 'top')).toEqual(['bus_if.sv', 'link.sv', 'tree.sv', 'top.sv']);
  const [closure] = repository.candidates('top.sv', 'top').filter(({ way }) => way === 'closure');
  expect(closure!.missing).toEqual([]);
});

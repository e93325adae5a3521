import { expect, test } from 'vitest';
import { loadParser } from '../../../src/verilog/parser.ts';
import { TestRepository } from './repository.ts';

await loadParser();

const waysOf = (repository: TestRepository, path: string, name: string) =>
  repository
    .candidates(path, name)
    .filter(({ frontEnd }) => frontEnd === 'iverilog')
    .map(({ way, stubs }) => `${way}${stubs ? ' with stubs' : ''}`);

test('the order is fixed: plain before contrived, without stubs before with them, Icarus before Verilator', () => {
  const repository = new TestRepository({
    'top.v': 'module top (input a, output y); pll u (.i(a), .o(y)); endmodule\n',
  });
  expect(waysOf(repository, 'top.v', 'top')).toEqual([
    'alone',
    'closure',
    'closure with stubs',
    'minimal with stubs',
    'top_first with stubs',
  ]);
  const frontEnds = repository.candidates('top.v', 'top').map(({ frontEnd }) => frontEnd);
  expect(frontEnds).toEqual([...Array(5).fill('iverilog'), ...Array(5).fill('verilator')]);
});

test('a unit that its own file instantiates is not tried with the whole file', () => {
  const repository = new TestRepository({
    'pair.v': 'module inner (input a); endmodule\nmodule outer (input a); inner u (a); endmodule\n',
  });
  expect(waysOf(repository, 'pair.v', 'inner')).toEqual(['closure', 'minimal', 'top_first', 'in_context']);
  const [context] = repository.candidates('pair.v', 'inner').filter(({ way }) => way === 'in_context');
  expect(context!.top).toBe('outer');
});

test('what synthesis tools define is tried where a conditional asks for it', () => {
  const repository = new TestRepository({
    'top.sv': '`ifndef SYNTHESIS\n`include "checks.svh"\n`endif\nmodule top (input a); endmodule\n',
    'checks.svh': 'module checks; initial assert final (1); endmodule\n',
  });
  const candidates = repository.candidates('top.sv', 'top').filter(({ way }) => way === 'synthesis');
  expect(candidates.map(({ frontEnd }) => frontEnd)).toEqual(['iverilog', 'verilator']);
  const source = repository.source(candidates[0]!)!;
  expect(source).toContain('`define SYNTHESIS\n');
  expect(source).not.toContain('assert final');
});

test('what formal tools define is tried where a source is not whole without it', () => {
  const repository = new TestRepository({
    'top.v':
      'module top #(parameter W = 1,\n`ifdef FORMAL\nparameter F = 0\n`endif\n) (input a); endmodule\n',
  });
  const ways = repository.candidates('top.v', 'top').map(({ way }) => way);
  expect(ways.filter((way) => way === 'formal')).toHaveLength(2);
  expect(ways).not.toContain('synthesis');
});

test('each front end gets the includes that its own macros let live', () => {
  const repository = new TestRepository({
    'top.sv':
      '`ifdef VERILATOR\n`include "verilator.svh"\n`else\n`include "icarus.svh"\n`endif\nmodule top; endmodule\n',
    'verilator.svh': '// for verilator\n',
    'icarus.svh': '// for icarus\n',
  });
  const sources = repository
    .candidates('top.sv', 'top')
    .filter(({ way }) => way === 'closure')
    .map((candidate) => repository.source(candidate)!);
  expect(sources[0]).toContain('// for icarus');
  expect(sources[0]).toContain('`include "verilator.svh"');
  expect(sources[1]).toContain('// for verilator');
});

test('Verilog that uses reserved words as names is wrapped in keywords of its own time', () => {
  const repository = new TestRepository({
    'top.v': 'module top (input a); sub u (a); endmodule\n',
    'sub.v': 'module sub (input a); task expect; begin end endtask endmodule\n',
  });
  const [candidate] = repository.candidates('top.v', 'top').filter(({ way }) => way === 'verilog_names');
  const source = repository.source(candidate!)!;
  expect(source).toMatch(/`begin_keywords "1364-2005"\nmodule sub[\s\S]*`end_keywords\n[\s\S]*module top/);
});

test('stubs stand in front; a candidate whose stubs cannot be inferred is not made', () => {
  const named = new TestRepository({ 'top.v': 'module top (input a); prim u (.A(a)); endmodule\n' });
  const [stubbed] = named.candidates('top.v', 'top').filter(({ stubs }) => stubs);
  expect(named.source(stubbed!)).toMatch(/quarry_stubs\.v[\s\S]*module prim[\s\S]*module top/);
  const wildcard = new TestRepository({ 'top.v': 'module top (input a); prim u (.*); endmodule\n' });
  const [unknown] = wildcard.candidates('top.v', 'top').filter(({ stubs }) => stubs);
  expect(wildcard.source(unknown!)).toBeUndefined();
});

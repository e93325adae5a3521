import fc from 'fast-check';
import { expect, test } from 'vitest';
import { expandIncludes } from '../../../src/verilog/closure/expand-includes.ts';

const FILES: Record<string, string> = {
  'widths.vh': '`ifndef WIDTHS_VH\n`define WIDTHS_VH\n`define W 8\n`include "deep.vh"\n`endif\n',
  'deep.vh': '`define DEEP 3',
  'loop.vh': '`include "loop.vh"\n`define LOOPED\n',
};
const read = (name: string) => (FILES[name] === undefined ? undefined : { path: name, text: FILES[name] });
const expand = (text: string, defines: string[] = []) => expandIncludes('top.v', text, read, defines);

test('living includes are put in, nested ones too, and what they define is known behind them', () => {
  const found = expand('`include "widths.vh" // sizes\nwire [`W-1:0] a = `DEEP;\n');
  expect(found.text).toContain('`define W 8\n');
  expect(found.text).toContain('`define DEEP 3\n');
  expect(found.text).toMatch(/^ \/\/ sizes$/m);
  expect(found.included).toEqual(['widths.vh', 'deep.vh']);
  expect(found.definedMacros).toEqual(['WIDTHS_VH', 'W', 'DEEP']);
  expect(found.missingMacros).toEqual([]);
  expect(found.usedMacros).toEqual(['W', 'DEEP']);
});

test('a guard lets the second include of a header give nothing', () => {
  const { text } = expand('`include "widths.vh"\n`include "widths.vh"\n');
  expect(text.match(/^`define W 8$/gm)).toHaveLength(2);
  expect(text.match(/^`define DEEP 3$/gm)).toHaveLength(1);
});

test('what lies in a dead branch stays as it is', () => {
  const text = '`ifdef NEVER\n`include "widths.vh"\n`include "nowhere.vh"\n`endif\n';
  const found = expand(text);
  expect(found.text).toBe(text);
  expect(found.missingIncludes).toEqual([]);
  expect(found.testedMacros).toEqual(['NEVER']);
  expect(expand(text, ['NEVER']).included).toEqual(['widths.vh', 'deep.vh']);
});

test('an include without a file becomes a comment and is told', () => {
  const found = expand('`include "nowhere.vh"\nwire a;\n');
  expect(found.text).toBe('// not found: `include "nowhere.vh"\nwire a;\n');
  expect(found.missingIncludes).toEqual(['nowhere.vh']);
});

test('a file that includes itself is put in once', () => {
  const found = expand('`include "loop.vh"\n');
  expect(found.text).toContain('// left out: `include "loop.vh"');
  expect(found.definedMacros).toEqual(['LOOPED']);
});

test('a macro may hold the name of the file', () => {
  expect(expand('`define HEADER "deep.vh"\n`include `HEADER\n').included).toEqual(['deep.vh']);
});

test('macros that bodies of used macros need are missing too; unused bodies need nothing', () => {
  const text = '`define A `B + 1\n`define UNUSED `C\nassign x = `A;\n`define B 2\n';
  expect(expand(text).missingMacros).toEqual(['B']);
});

test('a macro whose body is a name is known by that name', () => {
  expect(expand('`define RAM my_ram\n`define SIZE 4\n').macroNames).toEqual({ RAM: 'my_ram' });
});

test('a text without directives comes back unchanged', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      fc.pre(!text.includes('`'));
      expect(expand(text).text).toBe(text);
    }),
  );
});

test('any text is survived', () => {
  const piece = fc.constantFrom(
    '`include ',
    '"widths.vh"',
    '`ifdef X ',
    '`else ',
    '`endif ',
    '`define Y ',
    '\\\n',
    'a ',
    '"',
    '`',
  );
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      expect(typeof expand(pieces.join('')).text).toBe('string');
    }),
  );
});

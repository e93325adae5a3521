import { expect, test } from 'vitest';
import { includeResolver } from '../../../src/verilog/closure/include-resolver.ts';
import { nearestPath, normalPath } from '../../../src/verilog/closure/repository-paths.ts';

const resolver = includeResolver([
  'defs.vh',
  'rtl/core/defs.vh',
  'rtl/core/alu.v',
  'rtl/include/sizes.vh',
  'sim/include/sizes.vh',
  'lib/axi/include/axi/typedef.svh',
]);

test.each([
  ['beside the including file', 'defs.vh', 'rtl/core/alu.v', 'rtl/core/defs.vh'],
  ['by a relative path', '../include/sizes.vh', 'rtl/core/alu.v', 'rtl/include/sizes.vh'],
  ['in the nearest include folder', 'sizes.vh', 'sim/tb/top_tb.v', 'sim/include/sizes.vh'],
  ['by its ending', 'axi/typedef.svh', 'rtl/core/alu.v', 'lib/axi/include/axi/typedef.svh'],
  [
    'by its last name where folders are not the repository’s',
    'ip/axi/typedef.svh',
    'rtl/a.v',
    'lib/axi/include/axi/typedef.svh',
  ],
])('a file is found %s', (_, name, from, expected) => {
  expect(resolver.resolve(name, from)).toBe(expected);
});

test('a file is never its own include, and what is nowhere is not found', () => {
  expect(resolver.resolve('alu.v', 'rtl/core/alu.v')).toBeUndefined();
  expect(resolver.resolve('nowhere.vh', 'rtl/core/alu.v')).toBeUndefined();
});

test('the longest common path is nearest, then the fewest folders, then the first name', () => {
  expect(nearestPath('a/b/x.v', ['a/y.v', 'a/b/c/y.v', 'y.v'])).toBe('a/b/c/y.v');
  expect(nearestPath('a/x.v', ['b/c/y.v', 'z/y.v', 'b/y.v'])).toBe('b/y.v');
  expect(nearestPath('a/x.v', [])).toBeUndefined();
});

test('a path that leaves the repository is none', () => {
  expect(normalPath('a/./b/../c.v')).toBe('a/c.v');
  expect(normalPath('../c.v')).toBeUndefined();
});

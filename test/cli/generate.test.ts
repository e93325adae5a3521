import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { commandLine } from '../support/command-line.ts';
import { scratchFolder } from '../support/scratch.ts';

const folder = scratchFolder();
const out = join(folder, 'out');
const mix = join(folder, 'mix.json');
writeFileSync(mix, '{"fsmm": 2}');

test.each([
  [
    'a count that is none',
    ['--out', out, '--count', '0'],
    /Expected --count to be a whole number above 0, got `0`/,
  ],
  [
    'an unknown class',
    ['--out', out, '--classes', 'muxx'],
    /There is no class `muxx`[\s\S]*Use s1, new, all/,
  ],
  [
    'an unknown name in the mix',
    ['--out', out, '--mix', mix],
    /names no class or domain: fsmm[\s\S]*Known are/,
  ],
  ['a mix that is not there', ['--out', out, '--mix', join(folder, 'no.json')], /The mix cannot be read/],
])('%s: exit 2, nothing written', async (_, args, message) => {
  const { status, stdout, stderr } = await commandLine(['generate', ...args]);
  expect([status, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(message);
  expect(existsSync(`${out}.partial`)).toBe(false);
});

test('a handful of attempts: a table a class, figures, and the folder', async () => {
  const args = ['--out', out, '--count', '3', '--classes', 'mux,comparator', '--mutants', '4'];
  const { status, stdout, stderr } = await commandLine(['generate', ...args]);
  expect([status, stderr]).toEqual([0, '']);
  expect(stdout).toMatch(/^class +attempts +kept +designs +median score +lowest/);
  expect(stdout).toMatch(/^comparator +2 +/m);
  expect(stdout).toMatch(/: 3 attempts in \d runs, \d kept \(mutant_checked\)$/m);
  expect(existsSync(join(out, 'manifest.json'))).toBe(true);
});

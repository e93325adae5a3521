import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { loadVerdictPatterns } from '../../src/truth/verdict-patterns.ts';

const folder = mkdtempSync(join(tmpdir(), 'quarry-patterns-'));
afterAll(() => rmSync(folder, { recursive: true }));

function load(yaml: string): unknown {
  const file = join(folder, 'patterns.yaml');
  writeFileSync(file, yaml);
  return loadVerdictPatterns(file);
}

test.each([
  ["- { name: x, source: y, pass: ['('] }", /Not a regular expression: \(/],
  ["- { name: x, source: y, passes: ['a'] }", /unknown key `passes`/],
  ["- { name: x, source: y, counts: 'a' }", /pattern/],
  ['- { name: x, source: y }', /`pass` is missing/],
  ["- { name: Not Kebab, source: y, pass: ['a'] }", /\/0\/name/],
  ['[]', /fewer than 1/],
])('%s is refused', (yaml, message) => {
  expect(() => load(yaml)).toThrow(
    expect.objectContaining({ code: 'CONFIG_INVALID', message: expect.stringMatching(message) }),
  );
});

test('a changed file has another fingerprint', () => {
  const one = load("- { name: x, source: y, pass: ['a'] }");
  const two = load("- { name: x, source: y, pass: ['b'] }");
  expect(one).toHaveProperty('fingerprint');
  expect(one).not.toHaveProperty('fingerprint', (two as { fingerprint: string }).fingerprint);
});

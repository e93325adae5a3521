import { afterAll, expect, test } from 'vitest';
import { openStrengthTools } from '../../../src/truth/strength-tools.ts';
import { generateTestbench } from '../../../src/truth/testbench/generate-testbench.ts';
import { PATTERNS } from '../patterns.ts';
import { COUNTER, DETECTOR } from './designs.ts';

const tools = await openStrengthTools({ lanes: 2 });
afterAll(() => tools.close());

const generate = (text: string, options: { mutants?: number; seed?: string } = {}) =>
  generateTestbench(tools, {
    files: [{ name: 'design.sv', text }],
    patterns: PATTERNS,
    mutants: 30,
    ...options,
  });

test.each([
  ['a counter', COUNTER],
  ['a detector', DETECTOR],
])('%s: mutants that differ die, stubs too, every transition is taken', async (_, text) => {
  const { strength, cycles } = await generate(text);
  expect(strength.original.verdict).toBe('pass');
  expect(strength.survivors).toEqual([]);
  expect(strength.score).toBe(1);
  expect(strength.killed).toBeGreaterThan(8);
  expect(strength.stubs.every((stub) => stub.rejected)).toBe(true);
  for (const machine of strength.machines) expect(machine.missing).toEqual([]);
  expect(cycles).toBeGreaterThan(100);
});

test('the same seed gives the same file, another one another nonce', async () => {
  const [one, same, other] = [
    await generate(COUNTER, { mutants: 2 }),
    await generate(COUNTER, { mutants: 2 }),
    await generate(COUNTER, { mutants: 2, seed: '2' }),
  ];
  expect(same.testbench).toEqual(one.testbench);
  expect(other.nonce).not.toBe(one.nonce);
  expect(one.testbench.name).toBe('counter_tb.v');
  expect(one.testbench.text).toContain('// Resets: rst_n (active low, asynchronous).');
});

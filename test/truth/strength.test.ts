import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Measurement, measureStrength, weaknesses } from '../../src/truth/measure-strength.ts';
import { openStrengthTools, type StrengthToolset } from '../../src/truth/strength-tools.ts';
import type { Variant } from '../../src/truth/try-variants.ts';
import { COUNTER } from '../verilog/mutate/designs.ts';
import { COUNTER_TESTBENCH } from './counter-testbench.ts';
import { PATTERNS } from './patterns.ts';
import { WEAK_TESTBENCHES } from './weak-testbenches.ts';

let tools: StrengthToolset;

beforeAll(async () => {
  tools = await openStrengthTools({ lanes: 2 });
});

afterAll(() => tools.close());

const measure = (
  design: string,
  testbench: string,
  onRejected?: (variant: Variant, log: string) => void,
): Promise<Measurement> =>
  measureStrength(tools, {
    design: [{ name: 'design.v', text: design }],
    testbench: [{ name: 'tb.v', text: testbench }],
    patterns: PATTERNS,
    limit: 60,
    seed: '0',
    ...(onRejected === undefined ? {} : { onRejected }),
  });

describe('a strong testbench', () => {
  it('kills all mutants that differ; the rest is proved equivalent', async () => {
    const strength = await measure(COUNTER, COUNTER_TESTBENCH);
    expect(strength.original.verdict).toBe('pass');
    expect(strength.invalid).toBe(0);
    expect(strength.survivors).toEqual([]);
    expect(strength.undecided).toEqual([]);
    expect(strength.score).toBe(1);
    expect(strength.interval?.[0]).toBeLessThan(1);
    expect(strength.killed + strength.equivalent).toBe(strength.mutants);
    expect(strength.stubs).toEqual(
      ['tie_0', 'tie_1', 'unknown', 'pass_printer'].map((name) => ({ name, rejected: true })),
    );
    expect(weaknesses(strength, 0.9)).toEqual([]);
  });

  it('is told what each mistake made it print', async () => {
    const told: string[] = [];
    const nameOf = (variant: Variant): string => ('stub' in variant ? variant.stub.name : variant.mutant.id);
    const strength = await measure(COUNTER, COUNTER_TESTBENCH, (variant, log) =>
      told.push(`${nameOf(variant)} ${log}`),
    );
    expect(told.filter((line) => line.includes('TEST FAILED')).length).toBeGreaterThanOrEqual(
      strength.killed,
    );
    expect(told.some((line) => line.startsWith('unknown '))).toBe(true);
  });
});

describe('a weak testbench', () => {
  it.each(WEAK_TESTBENCHES)('is called weak: $mistake', async ({ design, testbench, misses }) => {
    const strength = await measure(design, testbench);
    expect(strength.original.verdict).toBe('pass');
    expect(weaknesses(strength, 0.9)).not.toEqual([]);
    expect(strength.survivors.map(({ after }) => after.trim())).toContain(misses.mutant);
    expect(strength.stubs).toContainEqual({ name: misses.stub, rejected: false });
    for (const { line, how } of strength.survivors) {
      expect(line).toBeGreaterThan(0);
      expect(how).toMatch(/differs in \d+ of \d+ samples|counterexample/);
    }
  });

  it('that its own design does not pass has no score', async () => {
    const strength = await measure(COUNTER.replace("+ 4'd1", "+ 4'd2"), COUNTER_TESTBENCH);
    expect(strength.score).toBeNull();
    expect(strength.mutants).toBe(0);
    expect(weaknesses(strength, 0.9)[0]).toMatch(/^the design itself is no pass: fail/);
  });

  it('that checks nothing is no pass for any design', async () => {
    const silent = COUNTER_TESTBENCH.replace('count !== model', "1'b0");
    const strength = await measure(COUNTER, silent);
    expect(strength.original.verdict).toBe('no_check');
    expect(weaknesses(strength, 0)).toHaveLength(1);
  });
});

describe('which module is under test', () => {
  it('follows from the testbench, or is asked for', async () => {
    await expect(
      measure(COUNTER.replace('module counter', 'module other'), COUNTER_TESTBENCH),
    ).rejects.toMatchObject({
      code: 'TOP_UNKNOWN',
      where: 'modules of the design: other; instantiated: counter',
    });
  });
});

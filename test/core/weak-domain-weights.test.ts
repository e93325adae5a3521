import { describe, expect, test } from 'vitest';
import { HEAVIEST, weakDomainWeights, weightOf } from '../../src/core/weak-domain-weights.ts';
import type { DomainCounts } from '../../src/core/weak-domains.ts';
import { wilsonInterval } from '../../src/core/wilson-interval.ts';

const row = (
  domain: string,
  passes: number,
  n: number,
  problems = 10,
  tier = 'unclassified',
): DomainCounts => ({
  domain,
  tier,
  n,
  passes,
  problems,
});
const weigh = (rows: DomainCounts[], domain: string, tier?: string): number =>
  weightOf(weakDomainWeights(rows), domain, tier);

describe('a domain is weighted up', () => {
  test('by the odds of all attempts over its own at the upper end of its interval', () => {
    const rows = [row('counter', 80, 100), row('fsm', 40, 100)];
    const [, high] = wilsonInterval(40, 100);
    expect(weigh(rows, 'fsm')).toBeCloseTo(0.6 / 0.4 / (high / (1 - high)), 10);
    expect(weigh(rows, 'counter')).toBe(1);
  });

  test('never beyond the heaviest', () => {
    expect(weigh([row('counter', 990, 1000), row('fsm', 0, 1000)], 'fsm')).toBe(HEAVIEST);
  });

  test('not when its interval reaches the rate of all', () => {
    const rows = [row('counter', 80, 100), row('fsm', 1, 5)];
    expect(wilsonInterval(1, 5)[1]).toBeLessThan(81 / 105);
    expect(weigh(rows, 'fsm')).toBeGreaterThan(1);
    expect(weigh([row('counter', 80, 100), row('fsm', 3, 5)], 'fsm')).toBe(1);
  });

  test('not when few problems stand behind it, and the report says so', () => {
    const weights = weakDomainWeights([row('counter', 80, 100), row('fsm', 0, 400, 4)]);
    expect(weights).toContainEqual(expect.objectContaining({ domain: 'fsm', verdict: 'few', weight: 1 }));
  });
});

describe('tiers', () => {
  const rows = [
    row('counter', 90, 100),
    row('fsm', 95, 100, 10, 'basic'),
    row('fsm', 5, 100, 10, 'expert'),
    row('fsm', 0, 30, 2, 'advanced'),
  ];

  test('are weighed for themselves', () => {
    expect(weigh(rows, 'fsm', 'expert')).toBe(HEAVIEST);
    expect(weigh(rows, 'fsm', 'basic')).toBe(1);
  });

  test('with little behind them take the weight of their domain', () => {
    const ofDomain = weigh(rows, 'fsm');
    expect(ofDomain).toBeGreaterThan(1);
    expect(weigh(rows, 'fsm', 'advanced')).toBe(ofDomain);
    expect(weigh(rows, 'fsm', 'intermediate')).toBe(ofDomain);
  });
});

test('what nobody classified, or nothing is known of, weighs 1', () => {
  const rows = [row('unclassified', 0, 500), row('counter', 90, 100)];
  expect(weigh(rows, 'unclassified')).toBe(1);
  expect(weigh(rows, 'memory', 'basic')).toBe(1);
  expect(weakDomainWeights([])).toEqual([]);
});

import { expect, test } from 'vitest';
import type { DomainWeight } from '../../src/core/weak-domain-weights.ts';
import { cellQuotas, wantedCells } from '../../src/export/cell-quotas.ts';
import { parseMix } from '../../src/export/quotas.ts';

const weight = (domain: string, value: number, tier?: string): DomainWeight => ({
  domain,
  ...(tier === undefined ? {} : { tier }),
  n: 50,
  passes: 10,
  problems: 9,
  high: 0.3,
  verdict: value > 1 ? 'weak' : 'not_weak',
  weight: value,
});
const AVAILABLE = [
  { domain: 'counter', tier: 'basic', rows: 90 },
  { domain: 'fsm', tier: 'basic', rows: 40 },
  { domain: 'fsm', tier: 'expert', rows: 10 },
  { domain: 'memory', tier: 'basic', rows: 1 },
];

test('without a mix nothing has a quota', () => {
  expect(cellQuotas(AVAILABLE, { quotas: [], weights: [] })).toEqual([]);
});

test('weights alone: what weighs most is taken whole, the rest in proportion, nothing vanishes', () => {
  const weights = [weight('fsm', 1.5), weight('fsm', 3, 'expert')];
  const rows = cellQuotas(AVAILABLE, { quotas: [], weights }).map((quota) => [quota.cell, quota.rows]);
  expect(rows).toEqual([
    ['counter:basic', 30],
    ['fsm:basic', 20],
    ['fsm:expert', 10],
    ['memory:basic', 1],
  ]);
});

test('weights that weigh nothing there is leave all rows', () => {
  const quotas = cellQuotas(AVAILABLE, { quotas: [], weights: [weight('codec', 4), weight('fsm', 1)] });
  expect(quotas.map(({ rows }) => rows)).toEqual(AVAILABLE.map(({ rows }) => rows));
});

test('quotas are multiplied: of a tier by what its tier weighs, of a domain by what the domain weighs', () => {
  const weights = [weight('fsm', 2), weight('fsm', 3, 'expert')];
  const exact = { quotas: parseMix('fsm:*=10, counter=7'), weights };
  expect(cellQuotas(AVAILABLE, exact)).toEqual([
    { domain: 'counter', tier: 'basic', cell: 'counter', rows: 7 },
    { domain: 'fsm', tier: 'basic', cell: 'fsm:basic', rows: 20 },
    { domain: 'fsm', tier: 'expert', cell: 'fsm:expert', rows: 30 },
  ]);
  expect(wantedCells({ quotas: parseMix('fsm=10, codec=4'), weights })).toEqual([
    { cell: 'fsm', rows: 20 },
    { cell: 'codec', rows: 4 },
  ]);
});

import { expect, test } from 'vitest';
import type { AttemptRow } from '../../../src/generate/dataset/dataset-rows.ts';
import { DatasetSummary } from '../../../src/generate/dataset/dataset-summary.ts';
import type { MadeDesign } from '../../../src/generate/dataset/make-design.ts';
import type { MachineCoverage } from '../../../src/truth/state-coverage.ts';

const row = (fields: Partial<AttemptRow>): AttemptRow => {
  const passed = {
    candidate: 'correct',
    claimed: 'pass',
    verdict: 'pass',
    kept: true,
    reason: null,
  } as const;
  return {
    ...passed,
    run_id: 'run_1',
    style: 'case',
    mutation_score: 1,
    renamed_key: 'a',
    ...fields,
  } as AttemptRow;
};

const failed = {
  candidate: 'fails',
  claimed: 'fail',
  verdict: 'fail',
  kept: false,
  mutation_score: null,
} as const;

test('attempts, designs and scores of a class, and of all', () => {
  const summary = new DatasetSummary();
  summary.addAttempts('mux', [row({ ...failed, reason: 'fail', renamed_key: 'x' }), row({})], []);
  summary.addAttempts('mux', [row({ run_id: 'run_2', mutation_score: 0.9, renamed_key: 'b' })], []);
  summary.addAttempts('comparator', [row({ run_id: 'run_3', mutation_score: 0.5 })], []);
  expect(summary.category('mux', { weight: 1, quota: 3, exhausted: false })).toMatchObject({
    attempts: 3,
    runs: 2,
    kept: 2,
    designs: 2,
    kept_designs: 2,
    median_score: 0.95,
    lowest_score: 0.9,
  });
  expect(summary.totals()).toMatchObject({
    attempts: 4,
    runs: 3,
    kept: 3,
    median_score: 0.9,
    lowest_score: 0.5,
    verdicts: { fail: 1, pass: 3 },
    not_kept: { fail: 1 },
  });
});

test('a pass that nothing has checked is counted as claimed wrongly', () => {
  const summary = new DatasetSummary();
  const unchecked = { verdict: 'no_check', kept: false, reason: 'no_check', mutation_score: null };
  summary.addAttempts('mux', [row(unchecked), row({ ...unchecked, verdict: null })], []);
  expect(summary.totals().claimed_pass_wrongly).toBe(1);
});

test('a row with a machine is covered when its style takes every transition', () => {
  const summary = new DatasetSummary();
  const machine = (style: string, missing: string[]) =>
    ({ style, missing }) as MachineCoverage & { style: string };
  const machines = [machine('case', []), machine('one_hot', ['A -> B'])];
  summary.addAttempts('fsm_2state', [row({}), row({ style: 'one_hot' })], machines);
  expect(summary.totals()).toMatchObject({ machines: 2, machines_covered: 1 });
});

test('refused designs are counted by kind of reason', () => {
  const summary = new DatasetSummary();
  const refuse = (faults: string[]): void =>
    summary.addRefused({ planned: { category: 'fsm_2state' }, faults } as unknown as MadeDesign);
  refuse(['not all is reached: S -> T', 'not all is reached: T -> S', 'a stub is accepted: tie_0']);
  refuse(['not all is reached: U -> V']);
  expect(summary.totals().designs_refused).toEqual({ 'a stub is accepted': 1, 'not all is reached': 2 });
  expect(summary.category('fsm_2state', { weight: 1, quota: 1, exhausted: false }).refused).toBe(2);
});

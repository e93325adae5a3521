import { expect, test } from 'vitest';
import { readAttemptSummary } from '../../src/report/attempt-summary.ts';
import { formatRate, readWeakDomains, weakDomainsMarkdown } from '../../src/report/weak-domains.ts';
import { copiedSamples } from '../support/copied-samples.ts';

const { warehouse } = await copiedSamples();
const rows = await readWeakDomains(warehouse);

test('each row counts the attempts that a testbench could judge, and the problems behind them', async () => {
  expect(rows.length).toBeGreaterThan(5);
  for (const { domain, tier, n, passes, problems } of rows) {
    const [counted] = await warehouse.rows(
      `SELECT count(*)::INTEGER AS n, (count(*) FILTER (WHERE verdict = 'pass'))::INTEGER AS passes,
         count(DISTINCT problem_id)::INTEGER AS problems FROM report.attempts
       WHERE domain = ? AND tier = ? AND verdict IN ('pass', 'fail', 'compile_fail', 'timeout', 'no_rtl')
         AND testbench_sha256 IS NOT NULL AND failure_stage IS DISTINCT FROM 'harness'`,
      [domain, tier],
    );
    expect({ n, passes, problems }).toEqual(counted);
  }
});

/** Ends of the Wilson 95 % interval as the two roots p of (passes/n - p)^2 = z^2 p (1 - p) / n. */
function wilson(passes: number, n: number): { low: number; high: number } {
  const share = passes / n;
  const z2n = 1.959963984540054 ** 2 / n;
  const [a, b, c] = [1 + z2n, -(2 * share + z2n), share * share];
  const root = Math.sqrt(Math.max(0, b * b - 4 * a * c));
  return { low: (-b - root) / (2 * a), high: (-b + root) / (2 * a) };
}

test('the interval is the Wilson interval', () => {
  expect(wilson(3, 5)).toEqual({ low: expect.closeTo(0.2307, 4), high: expect.closeTo(0.8824, 4) });
  expect(wilson(1, 5)).toEqual({ low: expect.closeTo(0.0362, 4), high: expect.closeTo(0.6245, 4) });
  for (const { n, passes, rate, low, high } of rows) {
    const interval = wilson(passes, n);
    expect(rate).toBeCloseTo(passes / n, 4);
    expect(low).toBeCloseTo(interval.low, 4);
    expect(high).toBeCloseTo(interval.high, 4);
  }
});

test('weakest first: by the upper end, so that a small n is not called weak by luck', () => {
  expect(rows.map(({ high }) => high)).toEqual(rows.map(({ high }) => high).toSorted((a, b) => a - b));
});

test('the Markdown says every row once and marks few problems', () => {
  const page = weakDomainsMarkdown(rows);
  for (const row of rows) {
    const few = row.problems < 5 ? ' \\(few\\)' : '';
    expect(page).toMatch(
      new RegExp(`^\\| ${row.domain} \\| ${row.tier} \\| ${row.n} \\|.*\\| ${row.problems}${few} \\|$`, 'm'),
    );
  }
  expect(formatRate({ rate: 0.6, low: 0.2307, high: 0.8824 })).toBe('60.0 % [23.1, 88.2]');
});

test('harness faults and unchecked runs speak for no domain', async () => {
  const before = rows.reduce((sum, { n }) => sum + n, 0);
  const planted = warehouse.transaction(async () => {
    await warehouse.run(
      "UPDATE curated.judged_attempts SET failure_stage = 'harness', verdict = 'compile_fail' WHERE verdict = 'pass'",
    );
    const after = (await readWeakDomains(warehouse)).reduce((sum, { n }) => sum + n, 0);
    const passes = rows.reduce((sum, row) => sum + row.passes, 0);
    expect(after).toBe(before - passes);
    throw new Error('undo');
  });
  await expect(planted).rejects.toThrow('undo');
});

test('the summary adds up', async () => {
  const summary = await readAttemptSummary(warehouse);
  const sum = (list: readonly { attempts: number }[]): number =>
    list.reduce((all, { attempts }) => all + attempts, 0);
  expect(sum(summary.verdicts)).toBe(summary.attempts);
  expect(summary.attempts).toBe(await warehouse.count('SELECT count(*) FROM raw.attempts'));
  expect(summary.rejectedRows).toBe(await warehouse.count('SELECT count(*) FROM raw.rejects'));
  expect(summary.claims.falsePasses).toBeGreaterThan(0);
  expect(summary.claims.wrong).toBeGreaterThanOrEqual(summary.claims.falsePasses);
  expect(summary.failures.map(({ attempts }) => attempts)).toEqual(
    summary.failures.map(({ attempts }) => attempts).toSorted((a, b) => b - a),
  );
});

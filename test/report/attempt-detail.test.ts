import { expect, test } from 'vitest';
import { readAttempt } from '../../src/report/attempt-detail.ts';
import { copiedSamples } from '../support/copied-samples.ts';

const { warehouse } = await copiedSamples();

async function anAttempt(where: string): Promise<string> {
  const [row] = await warehouse.rows<{ id: string }>(
    `SELECT min(attempt_id) AS id FROM report.attempts WHERE ${where}`,
  );
  return row!.id;
}

test('a failed attempt comes with source, logs, history and the record that told of it', async () => {
  const id = await anAttempt("verdict = 'fail' AND iteration = 1 AND run_id LIKE 'run_%'");
  const detail = await readAttempt(warehouse, id);
  expect(detail.attempt).toMatchObject({ attempt_id: id, verdict: 'fail' });
  expect(detail.design[0]?.text).toMatch(/\bmodule\b/);
  expect(detail.testbench[0]?.text).toMatch(/\bmodule\b/);
  expect(detail.simulationLog).toMatch(/TEST FAILED/);
  expect(detail.history.map(([attempt]) => attempt)).toContain(id);
  expect(JSON.parse(detail.record.text)).toBeTypeOf('object');
  expect(detail.record.line).toBeGreaterThan(0);
});

test('retries of a run stand in order of iteration', async () => {
  const [run] = await warehouse.rows<{ id: string; n: number }>(
    `SELECT any_value(attempt_id ORDER BY iteration) AS id, count(*)::INTEGER AS n FROM report.attempts
     WHERE run_id LIKE 'run_%' GROUP BY run_id, problem_id HAVING count(iteration) = count(*) AND max(iteration) > 1 ORDER BY run_id LIMIT 1`,
  );
  const { history } = await readAttempt(warehouse, run!.id);
  expect(history).toHaveLength(run!.n);
  const iterations = history.map(([, iteration]) => iteration as number);
  expect(Math.max(...iterations)).toBeGreaterThan(1);
  expect(iterations).toEqual(iterations.toSorted((a, b) => a - b));
});

test('what does not compile has a compile log and no simulation log', async () => {
  const detail = await readAttempt(warehouse, await anAttempt("verdict = 'compile_fail'"));
  expect(detail.compileLog).toMatch(/error/);
  expect(detail.simulationLog).toBeNull();
});

test('what was cut from an answer is shown; an attempt without RTL is no error', async () => {
  const fenced = await anAttempt(
    "verdict = 'pass' AND attempt_id IN (SELECT attempt_id FROM raw.attempts JOIN fact.extractions USING (answer_sha256) WHERE cuts <> '[]')",
  );
  expect((await readAttempt(warehouse, fenced)).cuts.length).toBeGreaterThan(0);
  const planted = await anAttempt("verdict = 'compile_fail'");
  await warehouse.run(
    "UPDATE curated.judged_attempts SET rtl_sha256 = NULL, verdict = 'no_rtl' WHERE attempt_id = ?",
    [planted],
  );
  const bare = await readAttempt(warehouse, planted);
  expect(bare).toMatchObject({ design: [], compileLog: null, simulationLog: null });
});

test.each([
  ['zzzz', 'No attempt has this id', 'quarry sql'],
  ['', 'Several attempts begin with this id', 'Name one of them'],
])('the id "%s" is refused: %s', async (id, message, next) => {
  await expect(readAttempt(warehouse, id)).rejects.toMatchObject({
    code: 'NOT_FOUND',
    exitCode: 1,
    message: expect.stringContaining(message),
    next: expect.stringContaining(next),
  });
});

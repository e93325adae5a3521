import { expect, test } from 'vitest';
import { copiedSamples } from '../../support/copied-samples.ts';
import { runSteps } from '../../support/stage-run.ts';

const warnings: string[] = [];
const base = await copiedSamples();
const context = {
  ...base,
  progress: { ...base.progress, warn: (message: string) => warnings.push(message) },
};
const { warehouse } = context;
const PARAMETERS = { seed: '42', validation_share: 0.1 };

const sides = (seed = '42'): Promise<{ problem_key: string; problem_group: string; split: string }[]> =>
  warehouse.rows('SELECT problem_key, problem_group, split FROM fact.splits WHERE seed = ? ORDER BY 1', [
    seed,
  ]);
const split = async (parameters = PARAMETERS) => (await runSteps(context, ['split', parameters]))[0]!;

test('splitting again changes nothing', async () => {
  const before = await sides();
  expect(before.length).toBeGreaterThan(10);
  expect(await split()).toMatchObject({ rowsIn: before.length, kept: before.length, rejected: 0, added: 0 });
  expect(await sides()).toEqual(before);
});

test('validation stays within its share of rows', async () => {
  const [counted] = await warehouse.rows<{ validation: number; total: number }>(
    `SELECT (count(*) FILTER (WHERE split = 'validation'))::INTEGER AS validation, count(*)::INTEGER AS total
     FROM curated.sft_rows WHERE split IS NOT NULL AND verdict = 'pass'`,
  );
  expect(counted!.validation).toBeGreaterThan(0);
  expect(counted!.validation).toBeLessThanOrEqual(0.1 * counted!.total);
});

test('another seed draws anew and leaves the first one standing', async () => {
  const before = await sides();
  await split({ ...PARAMETERS, seed: '7' });
  expect(await sides('7')).not.toEqual(before);
  expect((await sides('7')).map((row) => row.problem_key)).toEqual(before.map((row) => row.problem_key));
  await split();
  expect(await sides()).toEqual(before);
});

test('a design that comes to be shared by both sides holds their rows out, with a warning', async () => {
  const before = await sides();
  const [train, validation] = ['train', 'validation'].map(
    (side) => before.find((row) => row.split === side)!,
  );
  await warehouse.run(
    `UPDATE curated.sft_candidates SET rtl_sha256 = (
       SELECT min(rtl_sha256) FROM curated.sft_candidates WHERE refusal IS NULL AND problem_key = $train)
     WHERE problem_id = $validation AND verdict = 'pass'`,
    { train: train!.problem_key, validation: validation!.problem_key },
  );
  const joined = before.filter(({ problem_group }) =>
    [train, validation].some((side) => side!.problem_group === problem_group),
  );
  expect(await split()).toMatchObject({
    rejected: joined.length,
    kept: before.length - joined.length,
    added: 0,
  });
  expect(warnings).toEqual([expect.stringContaining('joins train and validation')]);
  const after = await sides();
  for (const { problem_key, split: side } of before) {
    const held = joined.some((row) => row.problem_key === problem_key);
    expect(after.find((row) => row.problem_key === problem_key)?.split).toBe(held ? 'held_out' : side);
  }
  const refusals = await warehouse.rows<{ refusal: string }>(
    `SELECT DISTINCT refusal FROM curated.sft_rows WHERE problem_key = ? AND verdict = 'pass'`,
    [train!.problem_key],
  );
  expect(refusals).toContainEqual({ refusal: 'its group joins train and validation' });
});

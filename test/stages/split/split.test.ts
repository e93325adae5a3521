import { expect, test } from 'vitest';
import { runAudits } from '../../../src/engine/audits.ts';
import { findSavedQuery } from '../../../src/report/saved-queries.ts';
import { copiedSamples } from '../../support/copied-samples.ts';
import { PROJECT_ROOT } from '../../support/quarry.ts';
import { runSteps } from '../../support/stage-run.ts';

const warnings: string[] = [];
const base = await copiedSamples();
const context = {
  ...base,
  progress: { ...base.progress, warn: (message: string) => warnings.push(message) },
};
const { warehouse } = context;
const PARAMETERS = { seed: '42', splits: '90/10' };

interface Side {
  row_id: string;
  group_id: string;
  split: string;
  reason: string | null;
}

const sides = (seed = '42', ratios = '90/10/0'): Promise<Side[]> =>
  warehouse.rows(
    'SELECT row_id, group_id, split, reason FROM fact.splits WHERE seed = ? AND ratios = ? ORDER BY 1',
    [seed, ratios],
  );
const split = async (parameters: Record<string, unknown> = PARAMETERS) =>
  (await runSteps(context, ['split', parameters]))[0]!;
/** What a later run of `dedupe` would add: the designs of two rows are near to each other. */
const addNearEdge = (one: string, other: string): Promise<void> =>
  warehouse.run(
    `INSERT INTO fact.near_edges SELECT least(a.text_sha256, b.text_sha256), greatest(a.text_sha256, b.text_sha256),
       'code', (SELECT max(version) FROM fact.fingerprints), 0.8, 100
     FROM curated.split_candidates AS a, curated.split_candidates AS b WHERE a.row_id = ? AND b.row_id = ?`,
    [one, other],
  );

test('splitting again changes nothing', async () => {
  const before = await sides();
  expect(before.length).toBeGreaterThan(40);
  expect(await split()).toMatchObject({ rowsIn: before.length, kept: before.length, rejected: 0, added: 0 });
  expect(await sides()).toEqual(before);
});

test('validation has rows and stays within its share', async () => {
  const rows = await sides();
  const validation = rows.filter((row) => row.split === 'validation').length;
  expect(validation).toBeGreaterThan(0);
  expect(validation).toBeLessThanOrEqual(0.1 * rows.length);
});

test('three splits are drawn for themselves and leave the first decision standing', async () => {
  const before = await sides();
  const { notes } = await split({ ...PARAMETERS, splits: '60/20/20' });
  expect(notes.join()).toMatch(/\d+ train,\d+ validation,\d+ test/);
  expect((await sides('42', '60/20/20')).map((row) => row.row_id)).toEqual(before.map((row) => row.row_id));
  await split();
  expect(await sides()).toEqual(before);
});

test('another seed draws anew', async () => {
  await split({ ...PARAMETERS, seed: '7' });
  const drawn = (await sides('7')).map((row) => row.split);
  expect(drawn).not.toEqual((await sides()).map((row) => row.split));
  await split();
});

test('rows that share a problem, a text or a near text lie in one group', async () => {
  const parted = await warehouse.rows(
    `SELECT link, name FROM curated.row_links JOIN report.groups USING (row_id)
     GROUP BY link, name HAVING count(DISTINCT group_id) > 1`,
  );
  expect(parted).toEqual([]);
});

test('the saved query counts what is shared, and that none of it crosses', async () => {
  const { sql } = findSavedQuery(PROJECT_ROOT, 'leaks', {});
  const counted = await warehouse.rows<{ link: string; shared: bigint; crossing: bigint }>(sql);
  expect(counted.map(({ link }) => link)).toEqual(expect.arrayContaining(['problem', 'text', 'renamed']));
  expect(counted.reduce((sum, { shared }) => sum + Number(shared), 0)).toBeGreaterThan(20);
  expect(counted.filter(({ crossing }) => crossing > 0n)).toEqual([]);
});

test('an edge found later between old rows of both sides holds the training row out, and the audit stays silent', async () => {
  const before = await sides();
  const [train, validation] = ['train', 'validation'].map(
    (side) => before.find((row) => row.split === side)!.row_id,
  ) as [string, string];
  await addNearEdge(train, validation);
  await expect(runAudits(['no-edge-crosses-splits'], context)).rejects.toMatchObject({
    code: 'AUDIT_FAILED',
  });
  expect(await split()).toMatchObject({ added: 0 });
  const after = new Map((await sides()).map((row) => [row.row_id, row]));
  expect(after.get(train)).toMatchObject({ split: 'held_out', reason: 'it joins train and validation' });
  expect(after.get(validation)!.split).toBe('validation');
  expect(warnings).toEqual([expect.stringContaining('held out')]);
  for (const { row_id, split: side } of before) {
    expect([side, 'held_out']).toContain(after.get(row_id)!.split);
  }
  await runAudits(['no-edge-crosses-splits'], context);
  const [refused] = await warehouse.rows<{ refusal: string }>(
    'SELECT refusal FROM curated.sft_rows WHERE attempt_id = ?',
    [train],
  );
  expect(refused!.refusal).toBe('held out: it joins train and validation');
});

test('ratios that do not add up are refused before any work', async () => {
  await expect(split({ ...PARAMETERS, splits: '90/20' })).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
});

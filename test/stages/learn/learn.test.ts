import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import type { StageContext } from '../../../src/engine/stage.ts';
import type { LearnedClassifier } from '../../../src/report/classifier-report.ts';
import { learnStage } from '../../../src/stages/learn/stage.ts';
import { scratchContext, scratchFolder } from '../../support/scratch.ts';

const folder = scratchFolder();
const PARAMETERS = { seed: '1', most_texts: 1000, folds: 5, folder };
let context: StageContext;

/** Descriptions of 30 groups in place of the view; every tenth group is held out. Their words tell the tier. */
beforeAll(async () => {
  context = await scratchContext();
  await context.warehouse.run(`
    CREATE OR REPLACE SCHEMA curated;
    CREATE TABLE curated.described_labels AS
    SELECT 'd' || n AS description_key, 'structural' AS source, 'summary' AS grain,
      CASE WHEN n // 4 % 2 = 0 THEN 'gate wire ' ELSE 'state machine ' END || 'filler' || (n % 7) AS text,
      CASE WHEN n // 4 % 2 = 0 THEN 'basic' ELSE 'advanced' END AS tier, 'fsm' AS domain,
      'g' || (n // 4) AS group_id, CASE WHEN n // 4 % 10 = 0 THEN 'validation' ELSE 'train' END AS split
    FROM range(120) AS r(n)`);
});

const read = (): LearnedClassifier[] =>
  JSON.parse(readFileSync(join(folder, 'description-classifier.json'), 'utf8')) as LearnedClassifier[];

test('the classifier is measured on groups held out, and the way of learning by cross-validation', async () => {
  const outcome = await learnStage.run(context, PARAMETERS);
  expect(outcome).toMatchObject({ rowsIn: 120, kept: 120, added: 1 });
  const [tier] = read();
  expect(tier).toMatchObject({ target: 'tier', train_groups: 27, heldout_groups: 3 });
  expect(tier!.report.heldOut).toMatchObject({ n: 12, groups: 3, accuracy: 1 });
  expect(tier!.report.crossValidation).toMatchObject({
    folds: 5,
    groups: 30,
    report: { n: 120, accuracy: 1 },
  });
  const page = readFileSync(join(folder, 'description-classifier.md'), 'utf8');
  expect(page).toContain('Cross-validated in 5 folds of whole groups: 120 texts of 30 groups.');
  expect(page).toContain('on 12 texts of 3 groups held out.');
  expect(outcome.notes).toContain('domain from structural texts not learned: 108 train texts of 1 labels');
});

test('the same rows are not learned again; other folds are', async () => {
  expect(await learnStage.run(context, PARAMETERS)).toMatchObject({ added: 0 });
  expect(await learnStage.run(context, { ...PARAMETERS, folds: 3 })).toMatchObject({ added: 1 });
});

import { basename } from 'node:path';
import { globSync } from 'tinyglobby';
import { expect, test } from 'vitest';
import { runAudits } from '../../src/engine/audits.ts';
import { loadPipeline } from '../../src/engine/load-pipeline.ts';
import { copiedSamples } from '../support/copied-samples.ts';
import { PROJECT_ROOT } from '../support/quarry.ts';

const context = await copiedSamples();
const { warehouse } = context;
const RULES = globSync('pipelines/audits/*.sql', { cwd: PROJECT_ROOT }).map((path) => basename(path, '.sql'));

/** What a bug would have to do to the warehouse for each rule to be broken. */
const VIOLATIONS: Record<string, string> = {
  'attempts-judged-once': `
    INSERT INTO curated.judged_attempts SELECT * FROM curated.judged_attempts LIMIT 1`,
  'pass-needs-check': `
    UPDATE fact.testbenches SET checks = false
    WHERE testbench_sha256 IN (SELECT testbench_sha256 FROM report.attempts WHERE verdict = 'pass')`,
  'no-edge-crosses-splits': `
    UPDATE fact.splits SET split = CASE split WHEN 'train' THEN 'validation' ELSE 'train' END
    WHERE row_id = (
      SELECT min(row_id) FROM report.groups GROUP BY group_id HAVING count(*) > 1 ORDER BY group_id LIMIT 1)`,
  // The refusal and the rule read the same relation, so only a broken refusal can break the rule.
  'no-protected-row-exported': `
    CREATE OR REPLACE VIEW curated.protected_attempts AS
    SELECT attempt_id, 'planted' AS benchmark, 'p' AS problem_id, 'problem' AS matched_by FROM raw.attempts;
    CREATE OR REPLACE VIEW curated.sft_rows AS SELECT attempt_id, NULL AS refusal FROM raw.attempts`,
};

test('every rule is tested, and the main job keeps all of them', () => {
  expect(Object.keys(VIOLATIONS).sort()).toEqual([...RULES].sort());
  expect(loadPipeline('pipelines/mine-traces.yaml').audits.toSorted()).toEqual([...RULES].sort());
});

test('the samples break no rule', async () => {
  await runAudits(RULES, context);
});

test.each(RULES)('%s fires on a planted violation', async (rule) => {
  const planted = warehouse.transaction(async () => {
    await warehouse.run(VIOLATIONS[rule]!);
    await runAudits([rule], context);
  });
  await expect(planted).rejects.toMatchObject({
    code: 'AUDIT_FAILED',
    where: `pipelines/audits/${rule}.sql`,
    message: expect.stringMatching(/the first are: \{/),
  });
});

import { readFileSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readWeakDomains } from '../../../src/report/weak-domains.ts';
import { copiedSamples } from '../../support/copied-samples.ts';
import { scratchFolder } from '../../support/scratch.ts';
import { runSteps } from '../../support/stage-run.ts';

const context = await copiedSamples();
const folder = join(scratchFolder(), 'new', 'reports');

test('the report is written as Markdown and JSON, and not again when nothing changed', async () => {
  const [first] = await runSteps(context, ['report', { folder }]);
  expect(first?.rejected).toBe(0);
  const rows = JSON.parse(readFileSync(join(folder, 'weak-domains.json'), 'utf8')) as unknown[];
  expect(rows).toEqual(await readWeakDomains(context.warehouse));
  expect(first?.rowsIn).toBe(rows.length);
  const page = join(folder, 'weak-domains.md');
  expect(readFileSync(page, 'utf8')).toMatch(/^# Weak domains$/m);
  utimesSync(page, 1, 1);
  const [again] = await runSteps(context, ['report', { folder }]);
  expect(again?.added).toBe(0);
  expect(statSync(page).mtimeMs).toBe(1000);
});

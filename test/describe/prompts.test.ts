import { join } from 'node:path';
import { expect, test } from 'vitest';
import { GRAINS, STYLES } from '../../src/describe/grain.ts';
import { fillPrompt, loadPrompt } from '../../src/describe/prompts.ts';
import { PROJECT_ROOT } from '../support/quarry.ts';

const FOLDER = join(PROJECT_ROOT, 'pipelines/prompts');

test.each(GRAINS.flatMap((grain) => STYLES.map((style) => [grain, style] as const)))(
  'the prompt for %s in style %s loads and names its version',
  (grain, style) => {
    expect(loadPrompt(FOLDER, grain, style).version).toMatch(new RegExp(`^${grain}@\\d+/${style}@\\d+$`));
  },
);

test('placeholders are filled once, and empty ones leave no gap', () => {
  const prompt = loadPrompt(FOLDER, 'summary', 'terse');
  const filled = fillPrompt(prompt, { facts: 'F', module: 'module m; // {{readme}}', readme: '' });
  const text = filled.messages[1]!.content;
  expect(text).toContain('module m; // {{readme}}');
  expect(text).not.toMatch(/\n{3}/);
});

test('a style that is not there is told with those that are', () => {
  expect(() => loadPrompt(FOLDER, 'line', 'poem')).toThrow(/no style `poem`: engineer, student, terse/);
});

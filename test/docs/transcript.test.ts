import { expect, test } from 'vitest';
import { blocksOf, pageText } from './pages.ts';
import { runSamples, withoutSeconds } from './samples-transcript.ts';

const [transcript = '', corpora = ''] = blocksOf(pageText('README.md'), 'text');

test('README shows what the main job prints on the samples', async () => {
  const shown = transcript.replace(/^\$ make mine-traces\n/, '').trim();
  expect(shown).not.toBe(transcript.trim());
  expect(await runSamples('mine-traces')).toBe(withoutSeconds(shown));
});

test('README shows the beginning of what make mine-github prints', async () => {
  const shown = corpora.replace(/^\$ make mine-github\n/, '').trim();
  expect(shown).not.toBe(corpora.trim());
  const printed = await runSamples('mine-github');
  expect(printed.slice(0, withoutSeconds(shown).length)).toBe(withoutSeconds(shown));
});

test('README fits 80 columns where a terminal is shown', () => {
  expect(`${transcript}${corpora}`.split('\n').filter((line) => [...line].length > 80)).toEqual([]);
});

import { expect, test } from 'vitest';
import { blocksOf, pageText } from './pages.ts';
import { runSamples, withoutSeconds } from './samples-transcript.ts';

const [transcript = ''] = blocksOf(pageText('README.md'), 'text');

test('README shows what the main job prints on the samples', async () => {
  const shown = transcript.replace(/^\$ make mine-traces\n/, '').trim();
  expect(shown).not.toBe(transcript.trim());
  expect(await runSamples()).toBe(withoutSeconds(shown));
});

test('README fits 80 columns where a terminal is shown', () => {
  expect(transcript.split('\n').filter((line) => [...line].length > 80)).toEqual([]);
});

import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { globSync } from 'tinyglobby';
import { expect, it } from 'vitest';
import { openSimulator } from '../../src/eda/simulator.ts';
import { generateSamples } from '../../src/generate/generate-samples.ts';
import { simulateWith } from '../../tools/simulate-with.ts';

const SAMPLES = join(import.meta.dirname, '../../data/samples');

it('finds in data/samples what its README says how to make', async () => {
  const readme = readFileSync(join(SAMPLES, 'README.md'), 'utf8');
  const [, seed, problems, tasks] = /--seed (\d+) --problems (\d+) --tasks (\d+)/.exec(readme) ?? [];
  const simulator = await openSimulator();
  try {
    const options = { seed: Number(seed), problems: Number(problems), tasks: Number(tasks) };
    const files = await generateSamples(options, simulateWith(simulator));
    const committed = globSync('**/*', { cwd: SAMPLES, absolute: true, dot: true, ignore: 'repository/**' });
    expect(committed.map((path) => relative(SAMPLES, path)).sort()).toEqual(
      files.map(({ path }) => path).sort(),
    );
    for (const { path, text } of files) expect(readFileSync(join(SAMPLES, path), 'utf8'), path).toBe(text);
  } finally {
    await simulator.close();
  }
});

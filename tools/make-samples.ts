/**
 * Writes `data/samples` anew: `node tools/make-samples.ts [--seed N] [--problems N] [--tasks N] [--output folder]`.
 * The folder is emptied first, so that no file of an earlier generation stays; `repository` is written by hand and does.
 */
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { QuarryError } from '../src/core/errors.ts';
import { openSimulator } from '../src/eda/simulator.ts';
import { generateSamples } from '../src/generate/generate-samples.ts';
import { simulateWith } from './simulate-with.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '42' },
    problems: { type: 'string', default: '20' },
    tasks: { type: 'string', default: '12' },
    output: { type: 'string', default: join(import.meta.dirname, '../data/samples') },
  },
});

const simulator = await openSimulator();
try {
  const files = await generateSamples(
    { seed: count('seed'), problems: count('problems'), tasks: count('tasks') },
    simulateWith(simulator),
  );
  emptyFolder(values.output);
  for (const { path, text } of files) {
    const target = join(values.output, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, text);
  }
  const bytes = files.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);
  console.log(`${files.length} files, ${bytes} bytes in ${values.output}`);
} finally {
  await simulator.close();
}

function emptyFolder(folder: string): void {
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder)) {
    if (name !== 'repository') rmSync(join(folder, name), { recursive: true, force: true });
  }
}

function count(option: 'seed' | 'problems' | 'tasks'): number {
  if (/^\d{1,9}$/.test(values[option])) return Number(values[option]);
  throw new QuarryError('USAGE', `--${option} is not a count: \`${values[option]}\``, {
    next: 'Give a whole number from 0 up',
  });
}

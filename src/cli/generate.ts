import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Command, Option } from 'commander';
import { QuarryError } from '../core/errors.ts';
import type { AnyCategory } from '../generate/category.ts';
import type { Manifest } from '../generate/dataset/manifest.ts';
import type { Mix } from '../generate/plan/mix.ts';
import { jsonOption, PROJECT_ROOT, shareOf, wholeNumberOf } from './options.ts';
import { progressDisplay } from './progress-display.ts';
import { formatTable } from './table.ts';

interface GenerateOptions {
  out: string;
  count: number;
  seed: number;
  mix?: string;
  classes: string;
  mutants: number;
  atLeast: number;
  lanes?: number;
  json?: boolean;
}

/** `quarry generate` */
export function generateCommand(): Command {
  return new Command('generate')
    .description(
      'Write runs in the format of S1, simulated and tested with mutants, and the rows worth keeping',
    )
    .addOption(
      new Option('--out <folder>', 'where they go; may not hold anything yet').default(
        join(PROJECT_ROOT, 'data', 'generated'),
        'data/generated',
      ),
    )
    .option('--count <number>', 'attempts', wholeNumberOf('--count', 1, '1200'), 1200)
    .option(
      '--seed <number>',
      'draws designs, phrasings, mistakes and mutants',
      wholeNumberOf('--seed', 0, '42'),
      42,
    )
    .option('--mix <file>', 'weak-domain report, or a JSON object of weights by class or domain')
    .option('--classes <names>', '`s1` (its 18), `new`, `all`, or names separated by commas', 's1')
    .option('--mutants <number>', 'mutants of each design at most', wholeNumberOf('--mutants', 1, '40'), 40)
    .option(
      '--at-least <share>',
      'share of the mutants that a testbench must kill',
      shareOf('--at-least'),
      0.9,
    )
    .option('--lanes <number>', 'simulations at once (default: the cores)', wholeNumberOf('--lanes', 1, '2'))
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
Same options, same bytes. A run that was killed leaves <folder>.partial behind; the
same command goes on from there.

Example:
  quarry report domains --json > weak-domains.json
  quarry generate --count 1200 --seed 42 --mix weak-domains.json`,
    )
    .action(run);
}

async function run(options: GenerateOptions): Promise<void> {
  const { generateDataset } = await import('../generate/dataset/generate-dataset.ts');
  const { chooseClasses } = await import('../generate/plan/choose-classes.ts');
  const { openStrengthTools } = await import('../truth/strength-tools.ts');
  const { loadVerdictPatterns } = await import('../truth/verdict-patterns.ts');
  const mix = await mixOf(options.mix, chooseClasses(options.classes));
  const progress = progressDisplay();
  progress.started('generate', `${options.count} attempts`);
  const tools = await openStrengthTools(options.lanes === undefined ? {} : { lanes: options.lanes });
  try {
    const manifest = await generateDataset(tools, {
      ...options,
      mix,
      patterns: loadVerdictPatterns(join(PROJECT_ROOT, 'pipelines', 'verdict-patterns.yaml')),
      onProgress: (done) =>
        progress.step({ stage: 'generate', done, total: options.count, unit: 'attempts' }),
    });
    progress.finished('generate', `${manifest.attempts} attempts, ${manifest.kept} kept`);
    process.stdout.write(
      `${options.json ? JSON.stringify(manifest, null, 2) : formatManifest(manifest, options)}\n`,
    );
    if (manifest.attempts < options.count) process.exitCode = 1;
  } finally {
    await tools.close();
  }
}

async function mixOf(file: string | undefined, classes: readonly AnyCategory[]): Promise<Mix> {
  const { evenMix, readMix } = await import('../generate/plan/mix.ts');
  if (file === undefined) return evenMix(classes);
  return readMix(readMixFile(file), basename(file), classes);
}

function readMixFile(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new QuarryError('INPUT_MISSING', `The mix cannot be read: ${(error as Error).message}`, {
      where: file,
      next: 'Write one with `quarry report domains --json`.',
    });
  }
}

function formatManifest(manifest: Manifest, { out }: GenerateOptions): string {
  const { attempts, runs, kept, machines, machines_covered: covered, claimed_pass_wrongly: lies } = manifest;
  const columns = manifest.categories.map((one) => ({
    class: one.category,
    weight: one.weight.toFixed(2),
    attempts: one.attempts === one.quota ? one.quota : `${one.attempts} of ${one.quota}`,
    kept: one.kept,
    designs: one.kept_designs,
    'median score': percent(one.median_score),
    lowest: percent(one.lowest_score),
    FSMs: one.machines === 0 ? '' : `${one.machines_covered}/${one.machines}`,
  }));
  const isEven = new Set(columns.map(({ weight }) => weight)).size === 1;
  const headers = Object.keys(columns[0] ?? {}).filter((name) => name !== 'weight' || !isEven);
  const rows = columns.map((column) => headers.map((name) => column[name as keyof typeof column]));
  return [
    formatTable(headers, rows),
    '',
    `${out}: ${attempts} attempts in ${runs} runs, ${kept} kept (mutant_checked)`,
    `mutation score of kept rows: median ${percent(manifest.median_score)}, lowest ${percent(manifest.lowest_score)}`,
    `${covered} of ${machines} kept rows with a state machine take every reachable transition`,
    `${lies} records claim a pass that nothing has checked, on purpose`,
    ...Object.entries(manifest.designs_refused).map(
      ([reason, count]) => `${count} designs refused: ${reason}`,
    ),
    ...manifest.notes.map((note) => `note: ${note}`),
  ].join('\n');
}

function percent(value: number | null): string {
  return value === null ? '' : `${(100 * value).toFixed(1)} %`;
}

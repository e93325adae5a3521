import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { globSync } from 'tinyglobby';
import { contentHash } from '../src/core/content-hash.ts';
import { ALL_CATEGORIES, type AnyCategory } from '../src/generate/category.ts';
import type { AttemptRow } from '../src/generate/dataset/dataset-rows.ts';
import { generateDataset } from '../src/generate/dataset/generate-dataset.ts';
import type { Manifest } from '../src/generate/dataset/manifest.ts';
import { chooseClasses } from '../src/generate/plan/choose-classes.ts';
import { DistinctDesigns } from '../src/generate/plan/distinct-designs.ts';
import { evenMix } from '../src/generate/plan/mix.ts';
import { portDisagreements } from '../src/generate/port-disagreements.ts';
import { openStrengthTools } from '../src/truth/strength-tools.ts';
import { loadVerdictPatterns } from '../src/truth/verdict-patterns.ts';

/**
 * What `quarry generate` is judged by: whether two runs give the same bytes, the second with one lane; classes filled;
 * mutation scores and transitions of kept rows; ports of specification and RTL, read again from the written files; and
 * how many designs that differ by their renamed key each class has.
 * Usage: node bench/generate.ts [--count 180] [--seed 42] [--classes s1] [--once]
 */
const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '180' },
    seed: { type: 'string', default: '42' },
    classes: { type: 'string', default: 's1' },
    once: { type: 'boolean', default: false },
  },
});
/** Designs that are looked for in each class. */
const WANTED = 200;

const seed = Number(values.seed);
const classes = chooseClasses(values.classes);
const patterns = loadVerdictPatterns(join(import.meta.dirname, '../pipelines/verdict-patterns.yaml'));
const scratch = mkdtempSync(join(tmpdir(), 'quarry-bench-'));
try {
  const manifest = await generate('first');
  printClasses(manifest);
  printTotals(manifest);
  printPorts(join(scratch, 'first'));
  if (!values.once) {
    await generate('second', 1);
    const same = hashOf('first') === hashOf('second');
    console.log(
      `bytes                two runs ${same ? 'are the same' : 'DIFFER'}, the second with one lane`,
    );
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

async function generate(name: string, lanes?: number): Promise<Manifest> {
  const started = performance.now();
  const tools = await openStrengthTools(lanes === undefined ? {} : { lanes });
  try {
    const job = { count: Number(values.count), seed, mix: evenMix(classes), mutants: 40, atLeast: 0.9 };
    const manifest = await generateDataset(tools, { ...job, patterns, out: join(scratch, name) });
    const seconds = (performance.now() - started) / 1000;
    console.log(`${name} run: ${manifest.attempts} attempts in ${seconds.toFixed(0)} s of wall-clock`);
    return manifest;
  } finally {
    await tools.close();
  }
}

function printClasses({ categories }: Manifest): void {
  console.log('\nclass               attempts  kept  median  lowest  machines  designs to be had');
  for (const one of categories) {
    const machines = one.machines === 0 ? '' : `${one.machines_covered}/${one.machines}`;
    const available = availableDesigns(one.category);
    console.log(
      [
        one.category.padEnd(18),
        String(one.attempts).padStart(9),
        String(one.kept).padStart(5),
        percent(one.median_score).padStart(7),
        percent(one.lowest_score).padStart(7),
        machines.padStart(9),
        `${available}${available >= WANTED ? ' or more' : ''}`.padStart(12),
      ].join(' '),
    );
  }
}

function availableDesigns(category: AnyCategory): number {
  const designs = new DistinctDesigns(seed);
  let found = 0;
  for (let next = designs.next(category); next !== undefined && found < WANTED; next = designs.next(category))
    found += next.styles.length;
  return found;
}

function printTotals({ categories, kept, attempts, ...manifest }: Manifest): void {
  const filled = categories.filter((one) => one.kept > 0).length;
  console.log(
    `\nclasses filled       ${filled} of ${categories.length} (${ALL_CATEGORIES.length} are known)`,
  );
  console.log(`kept                 ${kept} of ${attempts} attempts`);
  console.log(
    `mutation score       median ${percent(manifest.median_score)}, lowest ${percent(manifest.lowest_score)}`,
  );
  console.log(
    `transitions          all taken in ${manifest.machines_covered} of ${manifest.machines} kept rows with a machine`,
  );
  for (const [reason, count] of Object.entries(manifest.designs_refused))
    console.log(`designs refused      ${count}: ${reason}`);
}

/** Reads specification and RTL of every run from its files, as somebody else would. */
function printPorts(folder: string): void {
  const rows = readFileSync(join(folder, 'attempts.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as AttemptRow);
  const kept = rows.filter((row) => row.kept);
  const wrong = kept.flatMap(({ run_id, attempt }) => {
    const run = join(folder, 'data/runs', run_id);
    const specification = JSON.parse(readFileSync(join(run, 'spec/spec.json'), 'utf8'));
    const rtl = `rtl/${specification.module_name}_v${attempt}.v`;
    return portDisagreements(specification, readFileSync(join(run, rtl), 'utf8'));
  });
  console.log(`ports                ${wrong.length} disagreements in ${kept.length} kept rows`);
}

function hashOf(name: string): string {
  const cwd = join(scratch, name);
  const files = globSync('**/*', { cwd, dot: true }).sort();
  return contentHash(files.map((file) => `${file} ${contentHash(readFileSync(join(cwd, file)))}`).join('\n'));
}

function percent(value: number | null): string {
  return value === null ? '' : `${(100 * value).toFixed(1)} %`;
}

import { createRandom } from '../core/random.ts';
import { benchmarkResults } from './benchmark-results.ts';
import { CATEGORIES } from './category.ts';
import { FAMILIES } from './families.ts';
import { type GeneratedFile, jsonDocument, jsonLines } from './generated-file.ts';
import { makeRollouts } from './rollouts/make-rollouts.ts';
import { makeRuns } from './runs/make-runs.ts';
import { runFiles } from './runs/run-files.ts';
import { samplesReadme } from './samples-readme.ts';
import type { Simulate } from './simulate.ts';
import { drawProblem, type Problem } from './specification.ts';
import { setWithoutTestbench, setWithTestbench } from './training-sets.ts';

export interface SampleOptions {
  readonly seed: number;
  /** Distinct specifications; every sample model makes one run of each. Categories take turns. */
  readonly problems: number;
  /** Tasks of the rollouts file, each with three answers. */
  readonly tasks: number;
}

/**
 * The whole content of `data/samples`: runs, sets, benchmark list, rollouts and a README that says what they are.
 * Same options and same tool version give the same bytes.
 */
export async function generateSamples(options: SampleOptions, simulate: Simulate): Promise<GeneratedFile[]> {
  const random = createRandom(options.seed);
  const runs = await makeRuns(
    drawProblems(options.problems, random.fork('problems')),
    random.fork('runs'),
    simulate,
  );
  const tasks = drawProblems(options.tasks, random.fork('tasks'));
  const { rollouts, references } = await makeRollouts(tasks, random.fork('answers'), simulate);
  return [
    ...runs.flatMap((run, index) => runFiles(run, index % 2 === 0)),
    { path: 'benchmark/benchmark_results.json', text: jsonDocument(benchmarkResults(runs)) },
    { path: 'sets/with_testbench.jsonl', text: jsonLines(setWithTestbench(runs)) },
    { path: 'sets/without_testbench.jsonl', text: jsonLines(setWithoutTestbench(runs)) },
    { path: 'rollouts/rollouts.jsonl', text: jsonLines(rollouts) },
    { path: 'rollouts/references.jsonl', text: jsonLines(references) },
    { path: 'README.md', text: samplesReadme(options, runs, rollouts) },
  ];
}

/** Problems of all categories in turn, so that each has its share. */
function drawProblems(count: number, random: ReturnType<typeof createRandom>): Problem[] {
  const order = random.shuffle(CATEGORIES);
  return Array.from({ length: count }, (_, index) => {
    const category = order[index % order.length] ?? CATEGORIES[0];
    return drawProblem(FAMILIES[category], random.fork(`${category}/${index}`));
  });
}

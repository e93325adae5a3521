import { unlessStalled } from '../core/stalled.ts';
import { partsByLength } from '../core/thread-pool.ts';
import { isHeader } from './simulation-job.ts';
import {
  isScriptable,
  readSyntheses,
  SYNTHESIS_OUTPUTS,
  type Synthesis,
  type SynthesisJob,
  synthesisCommands,
  synthesize,
} from './synthesize.ts';
import type { Toolbox, ToolRun } from './toolbox.ts';
import { yosysSources } from './yosys-source.ts';

/** Short enough that one failure throws little away, long enough that starting Yosys does not matter. */
const BATCH = 32;
/**
 * Characters of a batch and of its longest design. Designs of a batch share the CPU limit: where it ends, the one in
 * progress is begun again. One that may take seconds goes alone, where starting Yosys (30 ms) does not matter either.
 */
const BATCH_CHARACTERS = 256 * 1024;
const MOST_CHARACTERS = 32 * 1024;

/**
 * Synthesizes many designs, those of one plain file many to a process. A process ends at its first failure: what came
 * before stands, the failure is tried again alone, and the rest goes on. So every outcome and figure is what
 * `synthesize` gives; only names inside netlists are counted on from one design to the next.
 * @returns in the order of the jobs; undefined where Yosys stalls
 */
export async function synthesizeMany(
  box: Toolbox,
  jobs: readonly SynthesisJob[],
): Promise<(Synthesis | undefined)[]> {
  const results = new Map<SynthesisJob, Synthesis | undefined>();
  const together = jobs.filter((job) => isBatchable(job));
  const batches = partsByLength(together, lengthInBatch, BATCH_CHARACTERS);
  await Promise.all([
    ...batches.map((batch) => synthesizeBatch(box, batch, results)),
    ...jobs
      .filter((job) => !isBatchable(job))
      .map(async (job) => results.set(job, await unlessStalled(synthesize(box, job)))),
  ]);
  return jobs.map((job) => results.get(job));
}

/** An include could find another design's file, and a limit of its own cannot be kept in company. */
function isBatchable(job: SynthesisJob): boolean {
  const [file, second] = job.files;
  if (file === undefined || second !== undefined || job.cpuSeconds !== undefined) return false;
  if (file.text.length > MOST_CHARACTERS) return false;
  return isScriptable(job) && !isHeader(file) && !/`\s*include/.test(file.text);
}

/** At least its share of a batch that is full by number. */
function lengthInBatch({ files }: SynthesisJob): number {
  return Math.max(BATCH_CHARACTERS / BATCH, files[0]!.text.length);
}

async function synthesizeBatch(
  box: Toolbox,
  batch: readonly SynthesisJob[],
  results: Map<SynthesisJob, Synthesis | undefined>,
): Promise<void> {
  for (let left = batch; left.length > 0; ) {
    const run = left.length === 1 ? undefined : await unlessStalled(runBatch(box, left));
    const done = run === undefined ? [] : readSyntheses(left, run);
    for (const [index, synthesis] of done.entries()) results.set(left[index]!, synthesis);
    const next = left[done.length];
    if (next !== undefined) results.set(next, await unlessStalled(synthesize(box, next)));
    left = left.slice(done.length + 1);
  }
}

function runBatch(box: Toolbox, batch: readonly SynthesisJob[]): Promise<ToolRun> {
  const renamed = batch.map((job, index) => ({
    ...job,
    files: job.files.map((file) => ({ ...file, name: `design-${index}.sv` })),
  }));
  return box.yosys({
    files: yosysSources(renamed.flatMap(({ files }) => files)),
    script: renamed
      // Macros and top-level declarations outlive a plain reset.
      .flatMap((job, index) => [...synthesisCommands(job, index), 'design -reset', 'design -reset-vlog'])
      .join('\n'),
    outputs: SYNTHESIS_OUTPUTS,
  });
}

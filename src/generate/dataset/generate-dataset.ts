import { mapInOrder } from '../../core/map-in-order.ts';
import type { StrengthToolset } from '../../truth/strength-tools.ts';
import type { VerdictPatterns } from '../../truth/verdict-patterns.ts';
import { loadParser } from '../../verilog/parser.ts';
import type { AnyCategory } from '../category.ts';
import { jsonDocument } from '../generated-file.ts';
import { MeasuredCache } from '../measure/measured-cache.ts';
import { apportion } from '../plan/apportion.ts';
import { GenerationPlan } from '../plan/generation-plan.ts';
import { inventedStart } from '../runs/invented-start.ts';
import { runFiles } from '../runs/run-files.ts';
import type { RunRecord } from '../runs/run-record.ts';
import { TRACE_DIALECTS } from '../runs/trace-dialect.ts';
import { DatasetFolder } from './dataset-folder.ts';
import { datasetReadme } from './dataset-readme.ts';
import { attemptRows, designRow, exampleRow } from './dataset-rows.ts';
import { DatasetSummary } from './dataset-summary.ts';
import { type MadeDesign, type MadeRun, makeDesign, type Workshop } from './make-design.ts';
import { type DatasetOptions, type Manifest, makeManifest } from './manifest.ts';

/** Where a data set goes, and what it is judged by. */
export interface DatasetJob extends DatasetOptions {
  /** Folder that is not there yet, or empty. */
  readonly out: string;
  readonly patterns: VerdictPatterns;
  /** Is told the attempts written so far. */
  readonly onProgress?: (attempts: number) => void;
}

/** Designs that are made at a time or wait to be written; the tools hand their jobs to their lanes. */
const IN_PROGRESS = 6;

/**
 * Writes runs in S1's format whose attempts were really simulated, the training rows that can be kept of them, and what is
 * known of both. Same options and same tool versions give the same bytes, whatever the machine.
 * @throws QuarryError USAGE when `out` holds something
 */
export async function generateDataset(tools: StrengthToolset, job: DatasetJob): Promise<Manifest> {
  const { out, seed, mutants, atLeast, patterns } = job;
  await loadParser();
  const folder = new DatasetFolder(out);
  const quotas = shareOut(job);
  const plan = new GenerationPlan(seed, quotas);
  const summary = new DatasetSummary();
  const cache = new MeasuredCache(folder.measured);
  const workshop = { tools, seed, cache, options: { patterns, mutants, atLeast, seed: String(seed) } };
  const writer = new DatasetWriter(folder, summary, job.onProgress);
  for (let round = plan.nextRound(); round.length > 0; round = plan.nextRound())
    await makeRound(workshop, plan, round, writer);
  const manifest = makeManifest(tools, job, quotas, plan, summary);
  folder.write({ path: 'manifest.json', text: jsonDocument(manifest) });
  folder.write({ path: 'README.md', text: datasetReadme(manifest) });
  folder.finish();
  return manifest;
}

/** Attempts of each class. */
function shareOut({ count, mix }: DatasetOptions): Map<AnyCategory, number> {
  const shares = apportion(count, [...mix.weights.values()]);
  return new Map([...mix.weights.keys()].map((category, at) => [category, shares[at]!]));
}

async function makeRound(
  workshop: Workshop,
  plan: GenerationPlan,
  round: ReturnType<GenerationPlan['nextRound']>,
  writer: DatasetWriter,
): Promise<void> {
  for await (const made of mapInOrder(round, IN_PROGRESS, (planned) => makeDesign(workshop, planned))) {
    if (made.faults.length > 0) plan.refuse(made.planned);
    else plan.accept(made.planned);
    writer.write(made);
  }
}

/** Numbers the runs as they come, and writes all that is said of them. */
class DatasetWriter {
  readonly #folder: DatasetFolder;
  readonly #summary: DatasetSummary;
  readonly #onProgress: (attempts: number) => void;
  #runs = 0;
  #attempts = 0;

  constructor(
    folder: DatasetFolder,
    summary: DatasetSummary,
    onProgress: (attempts: number) => void = () => {},
  ) {
    this.#folder = folder;
    this.#summary = summary;
    this.#onProgress = onProgress;
    for (const list of ['designs.jsonl', 'attempts.jsonl', 'kept.jsonl']) folder.append(list, []);
  }

  write(design: MadeDesign): void {
    this.#folder.append('designs.jsonl', [designRow(design)]);
    if (design.faults.length > 0) this.#summary.addRefused(design);
    for (const made of design.runs) this.#writeRun(design, made);
    this.#onProgress(this.#attempts);
  }

  #writeRun(design: MadeDesign, made: MadeRun): void {
    const record = numberRun(made, this.#runs++);
    for (const { path, text } of runFiles(record, this.#runs % 2 === 1))
      this.#folder.write({ path: `data/${path}`, text });
    const rows = attemptRows({ record, made, design });
    this.#folder.append('attempts.jsonl', rows);
    this.#summary.addAttempts(design.planned.category, rows, design.measured.machines);
    const example = exampleRow({ record, made, design });
    if (example !== undefined) this.#folder.append('kept.jsonl', [example]);
    this.#attempts += rows.length;
  }
}

function numberRun({ problem, course, attempts }: MadeRun, index: number): RunRecord {
  return {
    runId: `run_${String(index + 1).padStart(5, '0')}_${problem.specification.category}`,
    model: 'rtl-quarry-generator',
    problem,
    scenario: course,
    difficulty: problem.specification.complexity,
    dialect: TRACE_DIALECTS[index % TRACE_DIALECTS.length] ?? TRACE_DIALECTS[0],
    startedAt: inventedStart(index),
    attempts,
  };
}

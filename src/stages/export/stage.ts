import { dirname, join } from 'node:path';
import type { Stage, StageContext, StageOutcome } from '../../engine/stage.ts';
import { CORPUS_SFT } from '../../export/corpus-sft.ts';
import type { DatasetTask } from '../../export/dataset-task.ts';
import { DESCRIPTION_CLASSES } from '../../export/description-classes.ts';
import { MODULES } from '../../export/modules.ts';
import { SFT } from '../../export/sft.ts';
import { type DatasetManifest, writeDataset } from '../../export/write-dataset.ts';
import { current } from '../../warehouse/current.ts';
import type { Warehouse } from '../../warehouse/warehouse.ts';
import { readMix } from './read-mix.ts';

interface ExportParameters {
  /** Folder of the data sets; '' is `exports` beside the warehouse. */
  folder: string;
  /** Draws the order in which quotas are filled. */
  seed: string;
  /** Training rows of a domain or (domain, tier): `fsm=100, counter:basic=50, *=20`; weighted by `weak-domains` or a report's .json; '' is all. */
  mix: string;
  /** A YAML or JSON file with the same; '' is none. */
  quotas: string;
}

/** Writes the rows that may be trained on as Parquet and JSONL, and lists every refusal. */
export const exportStage: Stage<ExportParameters> = {
  name: 'export',
  version: 3,
  scope: 'global',
  summary: 'write the training set',
  reads: [
    'curated.sft_rows',
    'curated.instruction_rows',
    'curated.module_rows',
    'curated.description_rows',
    'report.domains',
    'raw.documents',
  ],
  writes: [],
  parameters: {
    type: 'object',
    additionalProperties: false,
    properties: {
      folder: { type: 'string', default: '' },
      seed: { type: 'string', default: '42' },
      mix: { type: 'string', default: '' },
      quotas: { type: 'string', default: '' },
    },
  },
  plan: async ({ warehouse }) => {
    const counts = await Promise.all(
      TASKS.map(({ relation }) => warehouse.count(`SELECT count(*) FROM ${relation} WHERE refusal IS NULL`)),
    );
    const todo = counts.reduce((sum, count) => sum + count, 0);
    return { todo, done: 0, why: 'rows that may be exported; equal rows are not written again' };
  },
  run: exportRows,
};

/** Every shape of rows that is written when there is anything of it. */
const TASKS: readonly DatasetTask[] = [SFT, CORPUS_SFT, MODULES, DESCRIPTION_CLASSES];

async function exportRows(
  { warehouse }: StageContext,
  { folder, seed, mix: text, quotas: file }: ExportParameters,
): Promise<StageOutcome> {
  const { mix, notes } = await readMix(warehouse, text, file);
  const target = folder === '' ? join(dirname(warehouse.path), 'exports') : folder;
  const settings = await readSettings(warehouse);
  const outcome: StageOutcome = { rowsIn: 0, kept: 0, rejected: 0, added: 0, notes };
  for (const task of TASKS) {
    const rowsIn = await warehouse.count(`SELECT count(*) FROM ${task.relation}`);
    if (rowsIn === 0) continue;
    const place = join(target, task.name);
    const { manifest, changed } = await writeDataset(warehouse, place, task, { mix, seed, settings });
    const kept = manifest.splits.reduce((sum, { rows }) => sum + rows, 0);
    outcome.rowsIn += rowsIn;
    outcome.kept += kept;
    outcome.rejected += manifest.refused.reduce((sum, { rows }) => sum + rows, 0);
    outcome.added += changed ? kept : 0;
    outcome.notes.push(`${rowsBySplit(manifest)} in ${place}`, ...shortfalls(manifest));
  }
  return outcome;
}

/** How the splits were drawn and by what the protected benchmarks were recognised. */
async function readSettings(warehouse: Warehouse): Promise<Record<string, unknown>> {
  const [splits, contamination] = await Promise.all(
    ['split', 'contamination'].map((name) => current(warehouse, name)),
  );
  return {
    splits: splits == null ? null : (JSON.parse(splits) as unknown),
    contamination: contamination == null ? null : (JSON.parse(contamination) as unknown),
  };
}

/** `37 rows (33 train, 4 validation)`. */
function rowsBySplit({ splits }: DatasetManifest): string {
  const present = splits.filter(({ rows }) => rows > 0);
  const total = present.reduce((sum, { rows }) => sum + rows, 0);
  return `${total} rows${present.length === 0 ? '' : ` (${present.map(({ split, rows }) => `${rows} ${split}`).join(', ')})`}`;
}

/** Cells that a note names; the manifest has them all. */
const NAMED_CELLS = 12;

/** Quotas that there were too few rows for, the largest shortfalls by name. */
function shortfalls({ task, quotas }: DatasetManifest): string[] {
  const short = quotas.filter(({ wanted, taken }) => taken < wanted);
  if (short.length === 0) return [];
  const largest = [...short].sort((a, b) => b.wanted - b.taken - (a.wanted - a.taken)).slice(0, NAMED_CELLS);
  const told = short
    .filter((quota) => largest.includes(quota))
    .map(({ cell, wanted, taken }) => `${cell} ${taken} of ${wanted}`);
  const rest = short.length - told.length;
  return [
    `short of quota in ${task}: ${told.join(', ')}${rest === 0 ? '' : ` and ${rest} more (manifest.json)`}`,
  ];
}

import { dirname, join } from 'node:path';
import type { Stage, StageContext, StageOutcome } from '../../engine/stage.ts';
import { parseMix, type Quota, readQuotas } from '../../export/quotas.ts';
import { SFT } from '../../export/sft.ts';
import { type DatasetManifest, writeDataset } from '../../export/write-dataset.ts';
import { current } from '../../warehouse/current.ts';
import type { Warehouse } from '../../warehouse/warehouse.ts';

interface ExportParameters {
  /** Folder of the data sets; '' is `exports` beside the warehouse. */
  folder: string;
  /** Draws the order in which quotas are filled. */
  seed: string;
  /** Training rows of a domain or (domain, tier): `fsm=100, counter:basic=50, *=20`; '' is all. */
  mix: string;
  /** A YAML or JSON file with the same; '' is none. */
  quotas: string;
}

/** Writes the rows that may be trained on as Parquet and JSONL, and lists every refusal. */
export const exportStage: Stage<ExportParameters> = {
  name: 'export',
  version: 2,
  scope: 'global',
  summary: 'write the training set',
  reads: ['curated.sft_rows', 'raw.documents'],
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
    const todo = await warehouse.count('SELECT count(*) FROM curated.sft_rows WHERE refusal IS NULL');
    return { todo, done: 0, why: 'rows that may be exported; equal rows are not written again' };
  },
  run: exportRows,
};

async function exportRows(
  { warehouse }: StageContext,
  { folder, seed, mix, quotas: file }: ExportParameters,
): Promise<StageOutcome> {
  const quotas: Quota[] = [...(file === '' ? [] : readQuotas(file)), ...parseMix(mix)];
  const target = join(folder === '' ? join(dirname(warehouse.path), 'exports') : folder, 'sft');
  const settings = await readSettings(warehouse);
  const { manifest, changed } = await writeDataset(warehouse, target, SFT, { quotas, seed, settings });
  const kept = manifest.splits.reduce((sum, { rows }) => sum + rows, 0);
  const rejected = manifest.refused.reduce((sum, { rows }) => sum + rows, 0);
  const rowsIn = await warehouse.count('SELECT count(*) FROM raw.attempts');
  return {
    rowsIn,
    kept,
    rejected,
    added: changed ? kept : 0,
    notes: [`in ${target}`, ...shortfalls(manifest)],
  };
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

/** Quotas that there were too few rows for. */
function shortfalls({ quotas }: DatasetManifest): string[] {
  const short = quotas.filter(({ wanted, taken }) => taken < wanted);
  if (short.length === 0) return [];
  const told = short.map(({ cell, wanted, taken }) => `${cell} ${taken} of ${wanted}`);
  return [`short of quota: ${told.join(', ')}`];
}

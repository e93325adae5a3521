import { dirname, join } from 'node:path';
import type { Stage, StageContext, StageOutcome } from '../../engine/stage.ts';
import { writeSft } from '../../export/write-sft.ts';

interface ExportParameters {
  /** Folder of the data sets; '' is `exports` beside the warehouse. */
  folder: string;
}

/** Writes the rows that may be trained on as Parquet and JSONL, and lists every refusal. */
export const exportStage: Stage<ExportParameters> = {
  name: 'export',
  version: 1,
  scope: 'global',
  summary: 'write the training set',
  reads: ['curated.sft_rows', 'raw.documents'],
  writes: [],
  parameters: {
    type: 'object',
    additionalProperties: false,
    properties: { folder: { type: 'string', default: '' } },
  },
  plan: async ({ warehouse }) => {
    const todo = await warehouse.count('SELECT count(*) FROM curated.sft_rows WHERE refusal IS NULL');
    return { todo, done: 0, why: 'rows that may be exported; equal rows are not written again' };
  },
  run: exportRows,
};

async function exportRows({ warehouse }: StageContext, { folder }: ExportParameters): Promise<StageOutcome> {
  const target = join(folder === '' ? join(dirname(warehouse.path), 'exports') : folder, 'sft');
  const { manifest, changed } = await writeSft(warehouse, target);
  const kept = manifest.splits.reduce((sum, { rows }) => sum + rows, 0);
  const rejected = manifest.refused.reduce((sum, { rows }) => sum + rows, 0);
  const rowsIn = await warehouse.count('SELECT count(*) FROM raw.attempts');
  return { rowsIn, kept, rejected, added: changed ? kept : 0, notes: [`in ${target}`] };
}

import type { StageContext, StageOutcome } from '../../engine/stage.ts';
import { expandInputs } from './expand-inputs.ts';
import { findSource, type InputSource } from './input-source.ts';
import { loadMappings } from './mapping.ts';
import type { IngestParameters } from './stage.ts';
import { storeSource } from './store-source.ts';
import type { TraceMapping } from './trace-mapping.ts';

/** Reads every file that was not read to its end before; a file that cannot be read is one rejected row. */
export async function ingestPaths(
  context: StageContext,
  { role, paths }: IngestParameters,
): Promise<StageOutcome> {
  const files = await expandInputs(paths);
  const outcome: StageOutcome = { rowsIn: 0, kept: 0, rejected: 0, added: 0, notes: [] };
  let mappings: TraceMapping[] | undefined;
  for (const [index, file] of files.entries()) {
    const source = await findSource(context.warehouse, file, role);
    let counts = source.known;
    if (counts === undefined) {
      // Loading and checking the mappings is a good part of a warm run, so it waits until a file needs them.
      mappings ??= await loadMappings();
      counts = await storeSource(context, source, mappings);
      outcome.added += counts.records;
    }
    outcome.rowsIn += counts.records;
    outcome.kept += counts.kept;
    outcome.rejected += counts.rejected;
    reportFile(context, source, index, files.length);
  }
  outcome.notes.push(`${files.length} files of role ${role}`);
  return outcome;
}

function reportFile({ progress }: StageContext, { path }: InputSource, index: number, total: number): void {
  if (total > 1) progress.step({ stage: 'ingest', done: index + 1, total, unit: `files, ${path}` });
}

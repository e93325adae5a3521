import { QuarryError } from '../../core/errors.ts';
import { type BadRecord, isBadRecord, type RawRecord } from '../../inputs/raw-record.ts';
import { type ReadOptions, readRecords } from '../../inputs/read-records.ts';
import type { CanonicalRecord } from './canonical-record.ts';
import { createDetector, explainNoMapping } from './detect.ts';
import { evaluate } from './expression.ts';
import type { Reject } from './field-fault.ts';
import { FoldRecords } from './fold-records.ts';
import { draftRecord, type MapContext, mapRecord, resolveArtefacts, scopeOf } from './map-record.ts';
import type { TraceMapping } from './trace-mapping.ts';

export interface IngestOptions extends ReadOptions {
  /** As loadMappings gives them. */
  mappings: readonly TraceMapping[];
  /** Take every record with this mapping instead of detecting one. */
  mappingName?: string;
  /** Further folders that artefact paths may point into. */
  roots?: readonly string[];
}

/**
 * What became of one record. A record that could not be read is `bad`; otherwise `canonical` and `rejects` together
 * hold at least one row. With `again` the same record was given before and this is one more row of it (a try that
 * ended without its closing stage), so it counts as no new record.
 */
export type IngestOutcome =
  | { bad: BadRecord }
  | { raw: RawRecord; mapping?: string; canonical: CanonicalRecord[]; rejects: Reject[]; again: boolean };

/** Everything between a path and canonical rows, streamed in file order. */
export async function* ingestFile(path: string, options: IngestOptions): AsyncGenerator<IngestOutcome> {
  const context: MapContext = { path, roots: options.roots ?? [] };
  const detect = createDetector(mappingsFor(options), path);
  const folds = new Map<TraceMapping, FoldRecords>();
  for await (const raw of readRecords(path, options)) {
    if (isBadRecord(raw)) {
      yield { bad: raw };
      continue;
    }
    const mapping = detect(raw);
    if (!mapping) {
      const reject: Reject = { code: 'NO_MAPPING', reason: explainNoMapping(raw) };
      yield { raw, canonical: [], rejects: [reject], again: false };
    } else if (mapping.fold) {
      yield* foldRecord(mapping, foldOf(mapping, folds), raw, context);
    } else {
      yield { raw, mapping: mapping.name, ...mapRecord(mapping, raw, context), again: false };
    }
  }
  for (const [mapping, fold] of folds) {
    for (const row of fold.end()) yield outcomeOf(mapping, row, context);
  }
}

function mappingsFor({ mappings, mappingName }: IngestOptions): readonly TraceMapping[] {
  if (mappingName === undefined) return mappings;
  const found = mappings.find(({ name }) => name === mappingName);
  if (found) return [{ ...found, detect: {} }];
  throw new QuarryError('USAGE', `There is no mapping \`${mappingName}\`.`, {
    next: `Use one of: ${mappings.map(({ name }) => name).join(', ')}.`,
  });
}

function foldOf(mapping: TraceMapping, folds: Map<TraceMapping, FoldRecords>): FoldRecords {
  let fold = folds.get(mapping);
  if (!fold) {
    fold = new FoldRecords(mapping.fold!);
    folds.set(mapping, fold);
  }
  return fold;
}

function* foldRecord(
  mapping: TraceMapping,
  fold: FoldRecords,
  raw: RawRecord,
  context: MapContext,
): Generator<IngestOutcome> {
  const { drafts, rejects } = draftRecord(mapping, raw, context);
  if (rejects.length > 0) yield { raw, mapping: mapping.name, canonical: [], rejects, again: false };
  const group = evaluate(mapping.fold!.group, {
    scope: scopeOf(raw, context.path),
    path: context.path,
    used: new Set(),
  });
  for (const draft of drafts) {
    for (const row of fold.push(String(group), raw, draft)) yield outcomeOf(mapping, row, context);
  }
}

type Row = ReturnType<FoldRecords['push']>[number];

function outcomeOf(mapping: TraceMapping, { raw, draft, again }: Row, context: MapContext): IngestOutcome {
  const done = resolveArtefacts(draft, mapping, context);
  const kept = 'metadata' in done;
  return { raw, mapping: mapping.name, canonical: kept ? [done] : [], rejects: kept ? [] : [done], again };
}

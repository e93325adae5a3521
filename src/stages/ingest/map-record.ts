import { resolve, sep } from 'node:path';
import { isObject, lookupAll, lookupPath, type Scope } from '../../inputs/lookup-path.ts';
import type { RawRecord } from '../../inputs/raw-record.ts';
import { artefactRoots, readArtefact } from './artefacts.ts';
import type { CanonicalRecord, NamedText } from './canonical-record.ts';
import { coerceField, type FieldName } from './coerce-field.ts';
import { holds } from './condition.ts';
import { ArtefactRef, type Evaluation, evaluate } from './expression.ts';
import { FieldFault, type Reject, shown } from './field-fault.ts';
import type { Expression, TraceMapping } from './trace-mapping.ts';

/** Where the records come from and what else may be read. */
export interface MapContext {
  /** The file the records stand in. */
  path: string;
  /** Further folders that artefact paths may point into. */
  roots?: readonly string[];
}

/** A mapped row whose artefacts have not been read yet. */
export interface Draft {
  record: CanonicalRecord;
  artefacts: Map<FieldName, ArtefactRef>;
}

/** What one record gave: at least one row, kept or rejected. */
export interface MappedRecord {
  canonical: CanonicalRecord[];
  rejects: Reject[];
}

/** Maps one record: explode, fill every field, read the artefacts. Every row ends kept or rejected. */
export function mapRecord(mapping: TraceMapping, raw: RawRecord, context: MapContext): MappedRecord {
  const { drafts, rejects } = draftRecord(mapping, raw, context);
  const canonical: CanonicalRecord[] = [];
  for (const draft of drafts) {
    const done = resolveArtefacts(draft, mapping, context);
    if ('metadata' in done) canonical.push(done);
    else rejects.push(done);
  }
  return { canonical, rejects };
}

/** The rows of one record with their artefacts still named, not read. */
export function draftRecord(
  mapping: TraceMapping,
  raw: RawRecord,
  context: MapContext,
): { drafts: Draft[]; rejects: Reject[] } {
  const scopes = explode(mapping, scopeOf(raw, context.path), context.path);
  if (scopes.length === 0) {
    return {
      drafts: [],
      rejects: [
        { code: 'EMPTY_LIST', reason: `\`${mapping.explode?.each.join(', ')}\` holds nothing to map` },
      ],
    };
  }
  const drafts: Draft[] = [];
  const rejects: Reject[] = [];
  for (const scope of scopes) {
    const draft = draftRow(mapping, scope, context.path);
    if ('record' in draft) drafts.push(draft);
    else rejects.push(draft);
  }
  return { drafts, rejects };
}

/** What the paths of a mapping see of a record. */
export function scopeOf(raw: RawRecord, path: string): Scope {
  const parts = resolve(path).split(sep);
  const file = parts.at(-1)!.replace(/(\.(jsonl|ndjson|json|csv|tsv|parquet))?(\.(gz|zst))?$/iu, '');
  return { record: raw.value, key: raw.key, file, folder: parts.at(-2) ?? '', ordinal: raw.ordinal };
}

/** The scopes of the rows that a record stands for: one, or one an element of `explode.each`. */
export function explode({ explode: rule }: TraceMapping, scope: Scope, path: string): Scope[] {
  if (!rule) return [scope];
  const elements = rule.each.map((list) => lookupAll(scope, list)).find((found) => found !== undefined);
  if ((!elements || elements.length === 0) && rule.optional) return [scope];
  return (elements ?? [])
    .map(({ value, name }, index) => ({ ...scope, item: value, name, index }))
    .filter((one) => !rule.where || holds(rule.where, one, path));
}

function draftRow(mapping: TraceMapping, scope: Scope, path: string): Draft | Reject {
  const used = new Set<string>();
  const artefacts = new Map<FieldName, ArtefactRef>();
  const filled: Record<string, unknown> = {};
  for (const [name, expression] of Object.entries(mapping.fields) as [FieldName, Expression][]) {
    try {
      fillField(name, expression, { scope, path, used }, filled, artefacts);
    } catch (error) {
      if (!(error instanceof FieldFault)) throw error;
      return { code: error.code, reason: error.message, field: name };
    }
  }
  const missing = mapping.require?.find(
    (name) => filled[name] === undefined && !artefacts.has(name as FieldName),
  );
  if (missing !== undefined) {
    return { code: 'MISSING_FIELD', reason: `the record gives no ${missing}`, field: missing };
  }
  const metadata = restOf(scope, mapping, used);
  return { record: { kind: mapping.kind, ...filled, metadata } as CanonicalRecord, artefacts };
}

function fillField(
  name: FieldName,
  expression: Expression,
  at: Evaluation,
  filled: Record<string, unknown>,
  artefacts: Map<FieldName, ArtefactRef>,
): void {
  const value = evaluate(expression, at);
  if (value === undefined) return;
  if (value instanceof ArtefactRef) {
    artefacts.set(name, value);
    return;
  }
  const labels = typeof expression === 'object' ? expression.labels : undefined;
  if (labels?.includes(value as string)) {
    filled[`${name}_label`] = value;
    return;
  }
  const coerced = coerceField(name, value);
  if (coerced !== undefined) filled[name] = coerced;
  if (name === 'claimed_status' && at.unmapped !== undefined) {
    filled['claimed_text'] ??= typeof at.unmapped === 'string' ? at.unmapped : shown(at.unmapped);
  }
}

/** Top-level keys (and those of the exploded element) that no field took. */
function restOf(scope: Scope, { explode: rule }: TraceMapping, used: Set<string>): Record<string, unknown> {
  const taken = [...used, ...(rule?.each ?? [])];
  const rest = untaken(scope.record, taken);
  const item = scope.item === undefined ? {} : untaken(scope.item, stripped(taken, '$item.'));
  return Object.keys(item).length > 0 ? { ...rest, item } : rest;
}

function untaken(value: unknown, taken: readonly string[]): Record<string, unknown> {
  if (!isObject(value) || Array.isArray(value)) return {};
  const isTaken = (key: string) =>
    taken.some((path) => path === key || path.startsWith(`${key}.`) || path === `/${key}`);
  return Object.fromEntries(Object.entries(value).filter(([key]) => !isTaken(key)));
}

function stripped(paths: readonly string[], prefix: string): string[] {
  return paths.filter((path) => path.startsWith(prefix)).map((path) => path.slice(prefix.length));
}

/** Reads the artefacts of a row into its fields; the first that cannot be read rejects it. */
export function resolveArtefacts(
  draft: Draft,
  mapping: TraceMapping,
  context: MapContext,
): CanonicalRecord | Reject {
  if (draft.artefacts.size === 0) return draft.record;
  const roots = artefactRoots(context.path, mapping.artefacts, context.roots);
  const filled: Record<string, unknown> = {};
  const absent: string[] = [];
  for (const [name, ref] of draft.artefacts) {
    const files: NamedText[] = [];
    for (const path of ref.paths) {
      try {
        const file = readArtefact(path, roots, mapping.artefacts?.max_bytes);
        files.push(
          ref.inside === undefined ? file : { ...file, text: textInside(file.text, ref.inside, path) },
        );
      } catch (error) {
        if (!(error instanceof FieldFault)) throw error;
        if (!ref.optional || error.code !== 'MISSING_ARTEFACT') {
          return { code: error.code, reason: error.message, field: name };
        }
        absent.push(path);
      }
    }
    if (files.length > 0)
      filled[name] = name.endsWith('_files') ? files : files.map(({ text }) => text).join('\n');
  }
  const metadata =
    absent.length > 0 ? { ...draft.record.metadata, absent_artefacts: absent } : draft.record.metadata;
  return { ...draft.record, ...filled, metadata };
}

/** The text at a path inside a JSON artefact; empty where it has none. */
function textInside(text: string, inside: string, path: string): string {
  try {
    const value = lookupPath({ record: JSON.parse(text), file: '', folder: '', ordinal: 0 }, inside);
    return typeof value === 'string' ? value : '';
  } catch {
    throw new FieldFault('ARTEFACT_UNREADABLE', `${path} is no JSON`);
  }
}

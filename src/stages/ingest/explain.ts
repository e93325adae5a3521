import { join } from 'node:path';
import { type BadRecord, isBadRecord, type RawRecord } from '../../inputs/raw-record.ts';
import { type ReadOptions, readRecords } from '../../inputs/read-records.ts';
import { coerceField, type FieldName } from './coerce-field.ts';
import { createDetector, detectMapping, explainNoMapping } from './detect.ts';
import { expandInputs } from './expand-inputs.ts';
import { ArtefactRef, evaluate } from './expression.ts';
import { FieldFault } from './field-fault.ts';
import { explode, mapRecord, scopeOf } from './map-record.ts';
import { loadMappings } from './mapping.ts';
import type { Expression, TraceMapping } from './trace-mapping.ts';

/** How one canonical field got its value. */
interface ExplainedField {
  field: string;
  /** Source paths that gave it; empty for a constant. */
  from: string[];
  value: string;
}

interface ExplainedRecord {
  line: number;
  /** Absent where no mapping takes the record. */
  mapping?: string;
  kind?: string;
  /** Fields of its first row. */
  fields: ExplainedField[];
  /** Top-level keys that no field took; they are kept in metadata. */
  ignored: string[];
  /** How many rows the record gives, and why others were rejected. */
  rows: number;
  rejected: string[];
}

export interface ExplainedInput {
  path: string;
  mappings: { name: string; records: number; why: string }[];
  records: ExplainedRecord[];
}

/** How the first `count` records of every input map, with the mappings under `root`; nothing is stored. */
export async function explainInputs(
  root: string,
  inputs: readonly string[],
  count: number,
  options: ReadOptions = {},
): Promise<ExplainedInput[]> {
  const mappings = await loadMappings([join(root, 'pipelines/mappings')]);
  const explained: ExplainedInput[] = [];
  for (const path of await expandInputs(inputs))
    explained.push(await explainMapping(path, count, mappings, options));
  return explained;
}

/** How the first `count` records of one file map. */
async function explainMapping(
  path: string,
  count: number,
  mappings: readonly TraceMapping[],
  options: ReadOptions = {},
): Promise<ExplainedInput> {
  const sample: (RawRecord | BadRecord)[] = [];
  if (count > 0) {
    for await (const record of readRecords(path, options)) if (sample.push(record) >= count) break;
  }
  const good = sample.filter((record): record is RawRecord => !isBadRecord(record));
  const detect = createDetector(mappings, path);
  return {
    path,
    mappings: detectMapping(mappings, good, path).map(({ mapping, records, why }) => ({
      name: mapping.name,
      records,
      why,
    })),
    records: sample.map((record) =>
      isBadRecord(record) ? badRecord(record) : explainRecord(record, detect(record), path),
    ),
  };
}

function badRecord({ line, code, reason }: BadRecord): ExplainedRecord {
  return { line, fields: [], ignored: [], rows: 0, rejected: [`${code}: ${reason}`] };
}

function explainRecord(raw: RawRecord, mapping: TraceMapping | undefined, path: string): ExplainedRecord {
  const { line } = raw;
  if (!mapping)
    return { line, fields: [], ignored: [], rows: 0, rejected: [`NO_MAPPING: ${explainNoMapping(raw)}`] };
  const [scope] = explode(mapping, scopeOf(raw, path), path);
  const fields = Object.entries(mapping.fields) as [FieldName, Expression][];
  const { canonical, rejects } = mapRecord(mapping, raw, { path });
  return {
    line,
    mapping: mapping.name,
    kind: mapping.fold ? `${mapping.kind}, folded into attempts` : mapping.kind,
    fields: scope
      ? fields.flatMap(([field, expression]) => explainField(field, expression, scope, path))
      : [],
    ignored: Object.keys(canonical[0]?.metadata ?? {}),
    rows: canonical.length,
    rejected: rejects.map(
      ({ code, reason, field }) => `${code}: ${field === undefined ? '' : `${field}: `}${reason}`,
    ),
  };
}

function explainField(
  field: FieldName,
  expression: Expression,
  scope: ReturnType<typeof scopeOf>,
  path: string,
): ExplainedField[] {
  const used = new Set<string>();
  try {
    const value = evaluate(expression, { scope, path, used });
    if (value === undefined) return [];
    const stored =
      value instanceof ArtefactRef ? `the file ${value.paths.join(', ')}` : coerceField(field, value);
    return stored === undefined ? [] : [{ field, from: [...used], value: short(stored) }];
  } catch (error) {
    if (!(error instanceof FieldFault)) throw error;
    return [{ field, from: [...used], value: `rejected: ${error.code}: ${error.message}` }];
  }
}

function short(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

/** The explanation as text for a terminal, at most about 100 columns. */
export function formatExplanation(inputs: readonly ExplainedInput[]): string {
  return inputs.map((input) => `${formatInput(input).join('\n')}\n`).join('\n');
}

function formatInput({ path, mappings, records }: ExplainedInput): string[] {
  const chosen = mappings.map(
    ({ name, records: taken, why }) => `  mapping ${name} (${taken} records): ${why}`,
  );
  return [
    path,
    ...(chosen.length > 0 ? chosen : ['  no mapping takes these records']),
    ...records.flatMap(formatRecord),
  ];
}

function formatRecord({ line, mapping, kind, fields, ignored, rows, rejected }: ExplainedRecord): string[] {
  const fieldWidth = Math.max(0, ...fields.map(({ field }) => field.length));
  return [
    `  line ${line}: ${mapping === undefined ? 'no record' : `${mapping}, ${kind}, ${rows} ${rows === 1 ? 'row' : 'rows'}`}`,
    ...fields.map(
      ({ field, from, value }) =>
        `    ${field.padEnd(fieldWidth)} <- ${from.join(' + ') || 'constant'} = ${value}`,
    ),
    ...(ignored.length > 0 ? [`    kept in metadata: ${ignored.join(', ')}`] : []),
    ...rejected.map((reason) => `    rejected: ${reason}`),
  ];
}

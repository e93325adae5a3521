import { isObject } from '../../inputs/lookup-path.ts';
import type { RawRecord } from '../../inputs/raw-record.ts';
import { holds } from './condition.ts';
import { scopeOf } from './map-record.ts';
import type { Condition, TraceMapping } from './trace-mapping.ts';

/** Picks the mapping of each record of one file; undefined where none takes it. */
export type Detector = (raw: RawRecord) => TraceMapping | undefined;

/**
 * A detector for one file. A file may mix shapes, so every record is looked at; which mappings can take a record at
 * all is remembered by its top-level keys.
 * @param mappings highest priority first, as loadMappings gives them.
 */
export function createDetector(mappings: readonly TraceMapping[], path: string): Detector {
  const possible = new Map<string, TraceMapping[]>();
  return (raw) => {
    const keys = keysOf(raw.value);
    const signature = keys.join('\u0000');
    let candidates = possible.get(signature);
    if (!candidates) {
      candidates = mappings.filter(({ detect }) => couldHold(detect, keys));
      // Id-keyed lines have a signature each: they must not fill the memory.
      if (possible.size < 10_000) possible.set(signature, candidates);
    }
    const scope = scopeOf(raw, path);
    return candidates.find(({ detect }) => holds(detect, scope, path));
  };
}

/** Why no mapping takes a record, with its keys and, where they hold no text, what they hold. */
export function explainNoMapping(raw: RawRecord): string {
  const keys = keysOf(raw.value);
  if (keys.length === 0) return `no mapping takes a record without keys (${kindOf(raw.value)})`;
  const kind = (key: string) => kindOf((raw.value as Record<string, unknown>)[key]);
  const listed = keys
    .slice(0, 20)
    .map((key) => (kind(key) === 'string' ? key : `${key} (${kind(key)})`))
    .join(', ');
  return `no mapping takes a record with the keys ${listed}${keys.length > 20 ? ` and ${keys.length - 20} more` : ''}`;
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'a list' : typeof value;
}

/** What one mapping was chosen for among the first records of a file. */
export interface Detected {
  mapping: TraceMapping;
  records: number;
  /** The conditions that held, in words. */
  why: string;
}

/** Which mappings take the first records of a file, the most frequent first; empty if none does. */
export function detectMapping(
  mappings: readonly TraceMapping[],
  sample: readonly RawRecord[],
  path: string,
): Detected[] {
  const detect = createDetector(mappings, path);
  const found = new Map<string, Detected>();
  for (const raw of sample) {
    const mapping = detect(raw);
    if (!mapping) continue;
    const entry = found.get(mapping.name) ?? { mapping, records: 0, why: conditionInWords(mapping.detect) };
    entry.records += 1;
    found.set(mapping.name, entry);
  }
  return [...found.values()].sort((a, b) => b.records - a.records);
}

function conditionInWords(condition: Condition): string {
  const { has, keys, lacks, path, all, any, none, ...rest } = condition;
  const words: string[] = [];
  if (has) words.push(`has ${has.join(', ')}`);
  if (keys) words.push(`has the keys ${keys.join(', ')}`);
  if (lacks) words.push(`lacks ${lacks.join(', ')}`);
  const tests = Object.entries(rest).map(
    ([name, value]) => `${name} ${Array.isArray(value) ? value.join('|') : JSON.stringify(value)}`,
  );
  if (tests.length > 0) words.push([path, ...tests].filter(Boolean).join(' '));
  if (all) words.push(all.map(conditionInWords).join(' and '));
  if (any) words.push(`(${any.map(conditionInWords).join(' or ')})`);
  if (none) words.push(`not (${none.map(conditionInWords).join(' or ')})`);
  return words.join(' and ');
}

/** Whether a record with these top-level keys could satisfy `has`: the first part of each path must be there. */
function couldHold({ has }: Condition, keys: readonly string[]): boolean {
  return (has ?? []).every((path) => {
    if (/^[$/*]/u.test(path)) return true;
    const head = path.split('.')[0]!;
    return keys.some((key) => key === head || key.startsWith(`${head}.`));
  });
}

function keysOf(value: unknown): string[] {
  return isObject(value) && !Array.isArray(value) ? Object.keys(value) : [];
}

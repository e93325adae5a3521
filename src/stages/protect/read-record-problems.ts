import { basename } from 'node:path';
import { isObject, lookupPath, type Scope } from '../../inputs/lookup-path.ts';
import { isBadRecord, type RawRecord } from '../../inputs/raw-record.ts';
import { type ReadOptions, readRecords } from '../../inputs/read-records.ts';
import { assembleProblem, type FoundTexts, type Reading } from './problem-texts.ts';
import type { BenchmarkEntry } from './registry.ts';

/** The problems of a file of records, one a record, by the fields that the entry declares. */
export async function* readRecordProblems(
  path: string,
  entry: BenchmarkEntry,
  options: ReadOptions,
): AsyncGenerator<Reading> {
  for await (const raw of readRecords(path, options)) {
    if (isBadRecord(raw)) {
      const { ordinal, line, code, reason, excerpt } = raw;
      yield { ordinal, line, text: excerpt, code, reason };
    } else {
      yield readRecord(path, entry, raw);
    }
  }
}

function readRecord(path: string, entry: BenchmarkEntry, raw: RawRecord): Reading {
  const { ordinal, line, text } = raw;
  const file = basename(path).replace(/\..*$/, '');
  const scope: Scope = { record: raw.value, key: raw.key, file, folder: '', ordinal };
  const fields = entry.fields ?? {};
  const find = (places: readonly string[] = []): string | undefined =>
    places.map((place) => textOf(lookupPath(scope, place))).find((found) => found !== undefined);
  const found: FoundTexts = {};
  for (const name of ['specification', 'header', 'design', 'continuation', 'testbench'] as const) {
    const value = find(fields[name]);
    if (value !== undefined) found[name] = value;
  }
  const problem = find(fields.problem) ?? namedIn(found, entry.problem_pattern) ?? `${file}#${ordinal}`;
  const benchmark = entry.name === 'other' ? (find(fields.benchmark) ?? file) : entry.name;
  const texts = assembleProblem(problem, benchmark, found);
  if (texts !== undefined) return { ordinal, line, text, texts };
  const looked = [fields.specification, fields.header, fields.design].flatMap((places) => places ?? []);
  return {
    ordinal,
    line,
    text,
    code: 'NO_PROTECTED_TEXT',
    reason: `the record has a text under none of: ${looked.join(', ')} (read as ${entry.name})`,
  };
}

/** A text, a number as text, or the texts of an object of files one behind the other; empty ones count as absent. */
function textOf(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return value.trim() === '' ? undefined : value;
  if (!isObject(value) || Array.isArray(value)) return undefined;
  const texts = Object.values(value).filter((item): item is string => typeof item === 'string');
  return textOf(texts.join('\n'));
}

function namedIn({ specification }: FoundTexts, pattern: string | undefined): string | undefined {
  if (pattern === undefined || specification === undefined) return undefined;
  return new RegExp(pattern).exec(specification)?.[1];
}

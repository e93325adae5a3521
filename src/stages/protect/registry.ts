import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { contentHash } from '../../core/content-hash.ts';
import { QuarryError } from '../../core/errors.ts';
import { validate } from '../../core/json-schema.ts';

/** Which texts of a problem a benchmark tells, and the places that may hold each. */
type ProblemPlaces = Partial<
  Record<
    'problem' | 'benchmark' | 'specification' | 'header' | 'design' | 'continuation' | 'testbench',
    readonly string[]
  >
>;

/** One entry of the registry; described in pipelines/protected.yaml. */
export interface BenchmarkEntry {
  name: string;
  reader: 'records' | 'problem-files' | 'design-folder';
  files: readonly string[];
  source?: string;
  licence?: string;
  /** For `records`: dotted paths into a record. */
  fields?: ProblemPlaces;
  /** For the others: endings or patterns of file names. */
  beside?: ProblemPlaces;
  problem_pattern?: string;
}

export interface ProtectedRegistry {
  path: string;
  folders: readonly string[];
  benchmarks: readonly BenchmarkEntry[];
}

const SCHEMA = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../../schemas/protected.schema.json'), 'utf8'),
) as object;

/** Reads and checks a registry. @throws QuarryError CONFIG_INVALID naming what is not as the schema asks */
export function loadRegistry(path: string): ProtectedRegistry {
  let value: unknown;
  try {
    value = parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw new QuarryError('CONFIG_INVALID', `The registry cannot be read: ${(cause as Error).message}`, {
      where: path,
      next: 'Name a YAML file like pipelines/protected.yaml.',
      cause,
    });
  }
  validate(SCHEMA, value, path, 'CONFIG_INVALID');
  return { path, ...(value as Omit<ProtectedRegistry, 'path'>) };
}

/** Changes when an entry would read the same file otherwise. */
export function entryFingerprint(entry: BenchmarkEntry): string {
  const { name, reader, fields, beside, problem_pattern } = entry;
  return contentHash(JSON.stringify([name, reader, fields, beside, problem_pattern])).slice(0, 16);
}

import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { contentHash, keyHash } from '../../core/content-hash.ts';
import { hashFile } from '../../inputs/hash-file.ts';
import type { Warehouse } from '../../warehouse/warehouse.ts';
import type { SourceRole } from './canonical-rows.ts';
import { MAPPINGS_FOLDER } from './mapping.ts';

/** A file to be read, by its content: the same content in the same kind of place is the same source. */
export interface InputSource {
  path: string;
  role: SourceRole;
  sourceId: string;
  contentSha256: string;
  bytes: number;
  /** Folder name, which names the run in formats that lie one a folder. */
  folder: string;
  /** Counts of an earlier reading to the end with today's mappings. */
  known: { records: number; kept: number; rejected: number } | undefined;
}

/**
 * Files that speak of others by path (S1's run folders) are told apart by the folder they lie in; every other
 * file is its content alone, so a copy adds nothing.
 */
const NAMED_BY_FOLDER: ReadonlySet<string> = new Set(['trace.jsonl', 'result.json']);

/** Hashes the file (streamed) and looks it up. */
export async function findSource(warehouse: Warehouse, path: string, role: SourceRole): Promise<InputSource> {
  const folder = basename(dirname(resolve(path)));
  const contentSha256 = await hashFile(path);
  const place = NAMED_BY_FOLDER.has(basename(path)) ? folder : '';
  const sourceId = keyHash('source', role, contentSha256, place).slice(0, 16);
  const [known] = await warehouse.rows<{ records: number; kept: number; rejected: number }>(
    'SELECT records, kept, rejected FROM raw.sources WHERE source_id = ? AND mappings = ?',
    [sourceId, mappingsFingerprint()],
  );
  return { path, role, sourceId, contentSha256, bytes: statSync(path).size, folder, known };
}

let fingerprint: string | undefined;

/** Changes when a mapping file does: what no mapping took may be taken now. */
export function mappingsFingerprint(): string {
  fingerprint ??= contentHash(
    readdirSync(MAPPINGS_FOLDER)
      .sort()
      .map((name) => readFileSync(join(MAPPINGS_FOLDER, name), 'utf8'))
      .join('\0'),
  ).slice(0, 16);
  return fingerprint;
}

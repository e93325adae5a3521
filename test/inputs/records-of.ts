import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BadRecord, isBadRecord, type RawRecord } from '../../src/inputs/raw-record.ts';
import { type ReadOptions, readRecords } from '../../src/inputs/read-records.ts';
import { scratchFolder } from '../support/scratch.ts';

const folder = scratchFolder();

/** A new file with this content in a folder of its own. */
export function fileWith(name: string, content: string | Uint8Array): string {
  const path = join(mkdtempSync(join(folder, 'input-')), name);
  writeFileSync(path, content);
  return path;
}

/** What readRecords gives for a file with this content, records and faults apart. */
export async function recordsOf(
  name: string,
  content: string | Uint8Array,
  options: ReadOptions = {},
): Promise<{ values: unknown[]; good: RawRecord[]; bad: BadRecord[] }> {
  const all = await Array.fromAsync(readRecords(fileWith(name, content), options));
  const good = all.filter((record): record is RawRecord => !isBadRecord(record));
  return { values: good.map(({ value }) => value), good, bad: all.filter(isBadRecord) };
}

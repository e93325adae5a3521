import { readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { keyHash } from '../../core/content-hash.ts';
import { hashFile } from '../../inputs/hash-file.ts';
import { type BadRecord, isBadRecord, type RawRecord } from '../../inputs/raw-record.ts';
import { type ReadOptions, readRecords } from '../../inputs/read-records.ts';
import { checkInstruction } from './check-instruction.ts';
import type { CorpusSource } from './corpora-file.ts';
import { chooseMapping, type MappingChoice } from './corpus-mappings.ts';
import { mapRow } from './map-row.ts';
import { rowText } from './row-text.ts';
import {
  type FoundFile,
  type GatherLimits,
  inBatches,
  type SourceReading,
  sizeReject,
} from './source-reading.ts';

/** Endings of files with rows. */
export const DATASET_FILE = /\.(?:jsonl|ndjson|json|csv|tsv|parquet)(?:\.(?:gz|zst|zstd))?$/i;

/** A data set: one file or a folder of them, a row of which is a text. Its revision is a hash over their contents. */
export async function readDatasetSource(
  source: CorpusSource,
  limits: GatherLimits,
  parquetRows: NonNullable<ReadOptions['parquetRows']>,
): Promise<SourceReading> {
  const files = datasetFiles(source.location);
  const mapping = chooseMapping(source);
  const hashes: string[] = [];
  for (const { name, path } of files) hashes.push(name, await hashFile(path));
  return {
    revision: keyHash(...hashes),
    depends: mapping.fingerprint,
    notes: [],
    files: () => inBatches(readRows(files, mapping, limits, parquetRows)),
    read: async (rows) => rows.map(() => ({ code: 'NO_TEXT', reason: 'a row has a text, not bytes' })),
    seen: { others: 0, submodules: [] },
    close: async () => undefined,
  };
}

interface DatasetFile {
  name: string;
  path: string;
}

function datasetFiles(location: string): DatasetFile[] {
  if (!statSync(location).isDirectory()) return [{ name: basename(location), path: location }];
  return readdirSync(location, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && DATASET_FILE.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => ({ name: path.slice(location.replace(/\/+$/, '').length + 1), path }));
}

async function* readRows(
  files: readonly DatasetFile[],
  mapping: MappingChoice,
  limits: GatherLimits,
  parquetRows: NonNullable<ReadOptions['parquetRows']>,
): AsyncGenerator<FoundFile> {
  for (const { name, path } of files) {
    for await (const record of readRecords(path, { parquetRows })) {
      yield {
        path: name,
        kind: 'verilog',
        ...(isBadRecord(record) ? badRow(record) : row(record, mapping, limits)),
      };
    }
  }
}

type Row = Omit<FoundFile, 'path' | 'kind'>;

function badRow({ ordinal, line, code, reason, excerpt }: BadRecord): Row {
  return {
    ordinal,
    size: 0,
    reject: { code, reason },
    row: { lineStart: line, lineEnd: line, notes: [], metadata: { excerpt } },
  };
}

function row(record: RawRecord, { mappingOf }: MappingChoice, limits: GatherLimits): Row {
  const { ordinal, line, text: raw, value } = record;
  const lines = { lineStart: line, lineEnd: line + (raw.match(/\n/g)?.length ?? 0) };
  const mapping = mappingOf(value);
  if (mapping === undefined) {
    const keys = Object.keys(value ?? {})
      .slice(0, 12)
      .join(', ');
    return {
      ordinal,
      size: 0,
      reject: {
        code: 'NO_MAPPING',
        reason: `no mapping of pipelines/corpora takes a row with the columns ${keys}`,
      },
      row: { ...lines, notes: [], metadata: {} },
    };
  }
  const mapped = mapRow(record, mapping.columns);
  const found = rowText(mapped);
  const original = mapped.code ?? mapped.answer ?? '';
  const size = Buffer.byteLength(original);
  const facts = {
    ...lines,
    instruction: mapped.instruction,
    claimedLicence: mapped.licence,
    sourceRepository: mapped.repository,
    sourcePath: mapped.path,
    sourceRevision: mapped.revision,
    stars: mapped.stars,
    forks: mapped.forks,
    notes: 'notes' in found ? found.notes : [],
    metadata: mapped.metadata,
  };
  const reject = 'text' in found ? sizeReject('verilog', size, limits) : found;
  if (!('text' in found) || reject !== undefined)
    return { ordinal, size, row: facts, ...(reject && { reject }) };
  const check =
    mapped.instruction === undefined ? undefined : checkInstruction(mapped.instruction, original, found.text);
  return { ordinal, size, text: found.text, row: { ...facts, ...(check && { check }) } };
}

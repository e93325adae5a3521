import { basename } from 'node:path';
import { keyHash } from '../../core/content-hash.ts';
import type { StageContext } from '../../engine/stage.ts';
import { excerptOf, type RawRecord } from '../../inputs/raw-record.ts';
import { writeDocuments } from '../../warehouse/bundles.ts';
import type { Warehouse } from '../../warehouse/warehouse.ts';
import { addCanonical, emptyIngestRows, type IngestRows } from './canonical-rows.ts';
import { type IngestOutcome, ingestFile } from './ingest-file.ts';
import { type InputSource, mappingsFingerprint } from './input-source.ts';
import type { TraceMapping } from './trace-mapping.ts';

/** A batch is stored when it holds this many records or characters: a kill loses at most one. */
const BATCH_RECORDS = 2000;
const BATCH_CHARACTERS = 12_000_000;

export interface SourceCounts {
  records: number;
  kept: number;
  rejected: number;
}

/**
 * Reads one file into the raw tables, batch by batch. Ids follow from place and text, so a file that was read
 * half before a kill, or that has grown since, adds only what is new.
 */
export async function storeSource(
  context: StageContext,
  source: InputSource,
  mappings: readonly TraceMapping[],
): Promise<SourceCounts> {
  const { warehouse, progress } = context;
  const batch = new SourceBatch(source);
  await warehouse.run('DELETE FROM raw.rejects WHERE source_id = ?', [source.sourceId]);
  const parquetRows = (path: string) => warehouse.parquetRows(path);
  for await (const outcome of ingestFile(source.path, { mappings, parquetRows })) {
    batch.add(outcome);
    if (batch.isFull()) {
      await storeBatch(warehouse, batch.take());
      progress.step({ stage: 'ingest', ...batch.progress(), unit: `records of ${source.path}` });
    }
  }
  if (batch.counts.records === 0) batch.rejectEmptyFile();
  const { counts } = batch;
  await warehouse.transaction(async () => {
    await storeRows(warehouse, batch.take());
    await dropOutgrown(warehouse, source, batch.unfinished);
    const sequence = await warehouse.count('SELECT count(*) FROM raw.sources');
    await warehouse.run('DELETE FROM raw.sources WHERE source_id = ?', [source.sourceId]);
    await warehouse.run('INSERT INTO raw.sources VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::TIMESTAMPTZ)', [
      source.sourceId,
      source.role,
      source.path,
      source.contentSha256,
      source.bytes,
      sequence,
      counts.records,
      counts.kept,
      counts.rejected,
      mappingsFingerprint(),
      context.now().toISOString(),
    ]);
  });
  return counts;
}

/** Parts of a record from here on are tries that had not ended when the file was read. */
const FIRST_LATER_PART = 1000;

/**
 * A run may go on after it was read: a try that then was the last, and never closed, is told of by its closing
 * record now. What this reading still gave as unfinished stays.
 */
async function dropOutgrown(
  warehouse: Warehouse,
  { sourceId, role, path }: InputSource,
  unfinished: readonly string[],
): Promise<void> {
  await warehouse.run(
    `DELETE FROM raw.attempts WHERE part >= ${FIRST_LATER_PART}
       AND source_id IN (SELECT source_id FROM raw.sources WHERE role = $role AND path = $path AND source_id <> $source)
       AND NOT list_contains($unfinished::JSON::VARCHAR[], attempt_id)`,
    { role, path, source: sourceId, unfinished: JSON.stringify(unfinished) },
  );
}

async function storeBatch(warehouse: Warehouse, rows: IngestRows): Promise<void> {
  await warehouse.transaction(() => storeRows(warehouse, rows));
}

async function storeRows(warehouse: Warehouse, rows: IngestRows): Promise<void> {
  await writeDocuments(warehouse, rows);
  await warehouse.append('raw.records', ['record_id'], rows.records);
  await warehouse.append('raw.attempts', ['attempt_id'], rows.attempts);
  await warehouse.append('raw.problem_references', ['reference_id'], rows.references);
  await warehouse.append('raw.events', ['event_id'], rows.events);
  await warehouse.append('raw.rejects', ['reject_id'], rows.rejects);
}

/** Collects the rows of one file and counts its records. */
class SourceBatch {
  readonly counts: SourceCounts = { records: 0, kept: 0, rejected: 0 };
  readonly #source: InputSource;
  #rows = emptyIngestRows();
  #characters = 0;
  #charactersRead = 0;
  /** The first record's text: with the file's place it names the stream that the records belong to. */
  #stream: string | undefined;
  /** Next part of the few records that come again, so the map does not grow with the file. */
  readonly #laterParts = new Map<number, number>();
  /** Attempts of this reading that never closed. */
  readonly unfinished: string[] = [];

  constructor(source: InputSource) {
    this.#source = source;
  }

  add(outcome: IngestOutcome): void {
    if ('bad' in outcome) {
      const { line, code, reason, excerpt } = outcome.bad;
      this.#count(false);
      this.#reject({ line, code, reason, excerpt }, String(outcome.bad.ordinal));
      return;
    }
    const { raw, mapping, canonical, rejects, again } = outcome;
    const recordId = this.#recordId(raw);
    if (!again) {
      this.#count(canonical.length > 0);
      this.#addRecord(raw, recordId, mapping);
    }
    const { sourceId, role, folder, path } = this.#source;
    const file = basename(path).replace(/\..*$/, '');
    canonical.forEach((record, index) => {
      const part = again ? this.#laterPart(raw) : index;
      addCanonical(this.#rows, record, { recordId, sourceId, role, folder, file, part });
      const added = this.#rows.attempts.at(-1);
      if (again && added !== undefined) this.unfinished.push(String(added['attempt_id']));
    });
    rejects.forEach(({ code, reason }, index) => {
      this.#reject({ line: raw.line, code, reason, excerpt: excerptOf(raw.text) }, `${recordId} ${index}`);
    });
  }

  /** A file without a record is told like any other row that could not be taken. */
  rejectEmptyFile(): void {
    this.#count(false);
    this.#reject({ line: 1, code: 'INPUT_EMPTY', reason: 'the file holds no record', excerpt: '' }, 'empty');
  }

  isFull(): boolean {
    return this.#rows.records.length >= BATCH_RECORDS || this.#characters >= BATCH_CHARACTERS;
  }

  take(): IngestRows {
    const rows = this.#rows;
    this.#rows = emptyIngestRows();
    this.#characters = 0;
    return rows;
  }

  /** Records done, and how many the file will hold as its bytes so far suggest (plain files only). */
  progress(): { done: number; total?: number } {
    const done = this.counts.records;
    if (/\.(gz|zst|parquet)$/.test(this.#source.path)) return { done };
    return {
      done,
      total: Math.max(done, Math.round((done * this.#source.bytes) / Math.max(1, this.#charactersRead))),
    };
  }

  #count(kept: boolean): void {
    this.counts.records += 1;
    if (kept) this.counts.kept += 1;
    else this.counts.rejected += 1;
  }

  #recordId(raw: RawRecord): string {
    const { role, path, folder } = this.#source;
    this.#stream ??= keyHash('stream', role, folder, path.slice(path.lastIndexOf('/') + 1), raw.text);
    return keyHash(this.#stream, String(raw.ordinal), raw.text).slice(0, 16);
  }

  #addRecord(raw: RawRecord, recordId: string, mapping: string | undefined): void {
    const { sourceId, path } = this.#source;
    const { ordinal, line, text } = raw;
    this.#rows.records.push({
      record_id: recordId,
      source_id: sourceId,
      path,
      ordinal,
      line,
      mapping: mapping ?? null,
      text,
    });
    this.#characters += text.length;
    this.#charactersRead += text.length + 1;
  }

  /** Rows that come after their record's first ones are numbered apart from those. */
  #laterPart(raw: RawRecord): number {
    const part = this.#laterParts.get(raw.ordinal) ?? FIRST_LATER_PART;
    this.#laterParts.set(raw.ordinal, part + 1);
    return part;
  }

  #reject(row: { line: number; code: string; reason: string; excerpt: string }, name: string): void {
    const { sourceId, path } = this.#source;
    this.#rows.rejects.push({
      reject_id: keyHash(sourceId, name).slice(0, 16),
      source_id: sourceId,
      path,
      ...row,
    });
  }
}

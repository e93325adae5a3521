import { readFileSync } from 'node:fs';
import { contentHash, keyHash } from '../../core/content-hash.ts';
import type { StageContext } from '../../engine/stage.ts';
import { excerptOf } from '../../inputs/raw-record.ts';
import { addText, type DocumentRows, writeDocuments } from '../../warehouse/bundles.ts';
import type { SqlRow, Warehouse } from '../../warehouse/warehouse.ts';
import type { RegisteredFile } from './find-files.ts';
import type { ProblemTexts, Reading } from './problem-texts.ts';
import { findProblemFiles, readFileProblem } from './read-file-problem.ts';
import { readRecordProblems } from './read-record-problems.ts';
import { entryFingerprint } from './registry.ts';

/** What one file of a benchmark gave. `known`: it was read before, by the same entry. */
export interface BenchmarkCounts {
  records: number;
  kept: number;
  rejected: number;
  known: boolean;
}

interface Source {
  sourceId: string;
  contentSha256: string;
  bytes: number;
  mappings: string;
}

/**
 * Stores the problems of one file as protected references, unless the same content was read by the same entry
 * before. Another entry for a known content replaces what the earlier one read.
 */
export async function storeBenchmark(context: StageContext, file: RegisteredFile): Promise<BenchmarkCounts> {
  const { warehouse } = context;
  const source = describeSource(file);
  const [known] = await warehouse.rows<Omit<BenchmarkCounts, 'known'>>(
    'SELECT records, kept, rejected FROM raw.sources WHERE source_id = ? AND mappings = ?',
    [source.sourceId, source.mappings],
  );
  if (known !== undefined) return { ...known, known: true };
  const readings: Reading[] = [];
  for await (const reading of readProblems(file, warehouse)) readings.push(reading);
  const kept = readings.filter((reading) => 'texts' in reading).length;
  const counts = { records: readings.length, kept, rejected: readings.length - kept };
  await warehouse.transaction(async () => {
    for (const table of ['problem_references', 'records', 'rejects', 'sources'])
      await warehouse.run(`DELETE FROM raw.${table} WHERE source_id = ?`, [source.sourceId]);
    await storeReadings(warehouse, file.path, source.sourceId, readings);
    await storeSource(context, file.path, source, counts);
  });
  return { ...counts, known: false };
}

/** A source is its content: for problems in files of their own, all of these. */
function describeSource({ path, entry }: RegisteredFile): Source {
  const paths =
    entry.reader === 'records' ? [path] : Object.values(findProblemFiles(path, entry).paths).flat();
  const contents = paths.map((file) => readFileSync(file));
  const contentSha256 = keyHash(...contents.map((content) => contentHash(content)));
  return {
    sourceId: keyHash('protected', contentSha256).slice(0, 16),
    contentSha256,
    bytes: contents.reduce((sum, content) => sum + content.length, 0),
    mappings: entryFingerprint(entry),
  };
}

async function* readProblems({ path, entry }: RegisteredFile, warehouse: Warehouse): AsyncGenerator<Reading> {
  if (entry.reader === 'records') {
    yield* readRecordProblems(path, entry, { parquetRows: (file) => warehouse.parquetRows(file) });
    return;
  }
  const texts = readFileProblem(findProblemFiles(path, entry), entry);
  const place = { ordinal: 0, line: 1, text: JSON.stringify(texts ?? {}) };
  yield texts === undefined
    ? { ...place, code: 'NO_PROTECTED_TEXT', reason: 'the files of the problem hold no text' }
    : { ...place, texts };
}

async function storeReadings(
  warehouse: Warehouse,
  path: string,
  sourceId: string,
  readings: readonly Reading[],
): Promise<void> {
  const documents: DocumentRows = { documents: [], bundleFiles: [] };
  const records: SqlRow[] = [];
  const references: SqlRow[] = [];
  const rejects: SqlRow[] = [];
  for (const reading of readings) {
    const { ordinal, line, text } = reading;
    const recordId = keyHash(sourceId, String(ordinal), text).slice(0, 16);
    records.push({
      record_id: recordId,
      source_id: sourceId,
      path,
      ordinal,
      line,
      mapping: 'protected',
      text,
    });
    if ('texts' in reading) {
      references.push(referenceRow(documents, reading.texts, recordId, sourceId));
    } else {
      const { code, reason } = reading;
      rejects.push({
        reject_id: recordId,
        source_id: sourceId,
        path,
        line,
        code,
        reason,
        excerpt: excerptOf(text),
      });
    }
  }
  await writeDocuments(warehouse, documents);
  await warehouse.append('raw.records', ['record_id'], records);
  await warehouse.append('raw.problem_references', ['reference_id'], references);
  await warehouse.append('raw.rejects', ['reject_id'], rejects);
}

function referenceRow(
  documents: DocumentRows,
  { problem, benchmark, specification, header, design, testbench }: ProblemTexts,
  recordId: string,
  sourceId: string,
): SqlRow {
  return {
    reference_id: keyHash('protected', recordId).slice(0, 16),
    record_id: recordId,
    source_id: sourceId,
    problem_id: problem,
    testbench_sha256: addText(documents, testbench),
    design_sha256: addText(documents, design),
    header_sha256: addText(documents, header),
    instruction_sha256: addText(documents, specification),
    benchmark,
    protected: true,
  };
}

async function storeSource(
  { warehouse, now }: StageContext,
  path: string,
  { sourceId, contentSha256, bytes, mappings }: Source,
  { records, kept, rejected }: Omit<BenchmarkCounts, 'known'>,
): Promise<void> {
  const sequence = await warehouse.count('SELECT count(*) FROM raw.sources');
  const finishedAt = now().toISOString();
  await warehouse.run(
    `INSERT INTO raw.sources VALUES (?, 'protected', ?, ?, ?, ?, ?, ?, ?, ?, ?::TIMESTAMPTZ)`,
    [sourceId, path, contentSha256, bytes, sequence, records, kept, rejected, mappings, finishedAt],
  );
}

import type { StageContext } from '../../engine/stage.ts';
import type { SqlRow, Warehouse } from '../../warehouse/warehouse.ts';
import type { CorpusSource } from './corpora-file.ts';
import { CorpusBatch, type KnownBlobs, type ReadingKey } from './corpus-rows.ts';
import { gitFaultsTold, type SourceOrigin } from './open-source.ts';
import { SourceFault } from './source-fault.ts';
import type { FoundFile, SourceReading } from './source-reading.ts';

export interface ReadingCounts {
  files: number;
  kept: number;
  rejected: number;
}

/**
 * Reads a source into the raw tables batch by batch and notes the reading when it came to its end. After a kill the
 * same call adds what is missing: blobs that are stored are not read again.
 * @throws SourceFault SOURCE_EMPTY when it holds no Verilog, or when it breaks in the middle
 */
export async function storeReading(
  context: StageContext,
  source: CorpusSource,
  origin: SourceOrigin,
  reading: SourceReading,
  key: ReadingKey,
): Promise<ReadingCounts & { added: number }> {
  const { warehouse } = context;
  await dropOtherFingerprints(warehouse, key);
  const added = await gitFaultsTold(() => storeBatches(context, reading, key));
  const counts = await countFiles(warehouse, key);
  if (counts.files === 0) {
    throw new SourceFault('SOURCE_EMPTY', `no Verilog among ${reading.seen.others} files`);
  }
  await noteReading(context, source, origin, reading, key, counts);
  return { ...counts, added };
}

/** Rows of a reading that never ended, or that had other limits, would stand beside those of this one. */
async function dropOtherFingerprints(warehouse: Warehouse, key: ReadingKey): Promise<void> {
  const values = [key.repositoryId, key.revision, key.fingerprint];
  await warehouse.run(
    'DELETE FROM raw.corpus_files WHERE repository_id = ? AND revision = ? AND fingerprint <> ?',
    values,
  );
}

/** Stores the batches in their order, each while the next one is read; returns how many files were new. */
async function storeBatches(
  { warehouse, progress }: StageContext,
  reading: SourceReading,
  key: ReadingKey,
): Promise<number> {
  let added = 0;
  let done = 0;
  let storing: Promise<void> = Promise.resolve();
  try {
    for await (const files of reading.files()) {
      const batch = await readBatch(warehouse, reading, key, files);
      await storing;
      storing = batch.write(warehouse).then((count) => {
        added += count;
        done += files.length;
        progress.step({ stage: 'gather', done, unit: `files of ${key.name}` });
      });
      // A failure is met at the next wait; without this, it would end the process before.
      storing.catch(() => undefined);
    }
  } finally {
    await storing;
  }
  return added;
}

async function readBatch(
  warehouse: Warehouse,
  reading: SourceReading,
  key: ReadingKey,
  files: readonly FoundFile[],
): Promise<CorpusBatch> {
  const batch = new CorpusBatch(key);
  const known = await knownBlobs(warehouse, files, key.version);
  const isRead = (file: FoundFile): boolean =>
    file.reject === undefined && file.text === undefined && beforeOf(file, known) === undefined;
  const contents = (await reading.read(files.filter(isRead))).values();
  for (const file of files) {
    const before = beforeOf(file, known);
    if (file.reject !== undefined) batch.addReject(file, file.reject);
    else if (file.text !== undefined) batch.addRow(file, file.text);
    else if (before !== undefined) batch.addKnown(file, before);
    else {
      const content = contents.next().value!;
      if (Buffer.isBuffer(content)) batch.addBytes(file, content);
      else batch.addReject(file, content);
    }
  }
  return batch;
}

function beforeOf({ kind, blobId = '' }: FoundFile, known: KnownBlobs): SqlRow | undefined {
  return kind === 'verilog' ? known.get(blobId) : undefined;
}

/** Bytes that this version stored before, in whatever repository. */
async function knownBlobs(
  warehouse: Warehouse,
  files: readonly FoundFile[],
  version: number,
): Promise<KnownBlobs> {
  const ids = files.flatMap(({ blobId, reject }) => (blobId === undefined || reject ? [] : [blobId]));
  if (ids.length === 0) return new Map();
  const rows = await warehouse.rows<SqlRow & { blob_id: string }>(
    `SELECT blob_id, any_value(sha256) AS sha256, any_value(bytes) AS bytes, any_value(encoding) AS encoding,
       any_value(line_end) AS line_end
     FROM raw.corpus_files
     WHERE blob_id IN (SELECT unnest(from_json($ids, '["VARCHAR"]'))) AND sha256 IS NOT NULL
       AND starts_with(fingerprint, $version)
     GROUP BY blob_id`,
    { ids: JSON.stringify(ids), version: `${version}:` },
  );
  return new Map(rows.map((row) => [row.blob_id, row]));
}

async function countFiles(warehouse: Warehouse, key: ReadingKey): Promise<ReadingCounts> {
  const [row] = await warehouse.rows<{ files: bigint; kept: bigint }>(
    `SELECT count(*) AS files, count(*) FILTER (reject_code IS NULL) AS kept FROM raw.corpus_files
     WHERE repository_id = ? AND revision = ?`,
    [key.repositoryId, key.revision],
  );
  const files = Number(row!.files);
  const kept = Number(row!.kept);
  return { files, kept, rejected: files - kept };
}

async function noteReading(
  { warehouse, now }: StageContext,
  source: CorpusSource,
  origin: SourceOrigin,
  reading: SourceReading,
  key: ReadingKey,
  counts: ReadingCounts,
): Promise<void> {
  const sequence = await warehouse.count('SELECT count(*) FROM raw.repositories');
  await warehouse.run(
    'INSERT INTO raw.repositories VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::TIMESTAMPTZ)',
    [
      key.repositoryId,
      origin,
      source.location,
      key.name,
      key.revision,
      key.fingerprint,
      source.stars ?? null,
      source.forks ?? null,
      counts.files,
      counts.kept,
      counts.rejected,
      reading.seen.others,
      JSON.stringify(reading.seen.submodules),
      sequence,
      now().toISOString(),
    ],
  );
}

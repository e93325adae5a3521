import { createHash } from 'node:crypto';
import { keyHash } from '../../core/content-hash.ts';
import { addText, type DocumentRows, writeDocuments } from '../../warehouse/bundles.ts';
import type { SqlRow, Warehouse } from '../../warehouse/warehouse.ts';
import { type DecodedText, decodeText, tidyText } from './decode-text.ts';
import type { FileReject, FoundFile } from './source-reading.ts';

/** The reading that rows belong to. */
export interface ReadingKey {
  repositoryId: string;
  name: string;
  revision: string;
  fingerprint: string;
  /** Raised when the same input would give other rows. */
  version: number;
}

/** Rows of one batch, a list a table. */
interface CorpusRows extends DocumentRows {
  files: SqlRow[];
  texts: SqlRow[];
  checks: SqlRow[];
}

/** What is stored of bytes that were read before, by git's name of them. */
export type KnownBlobs = ReadonlyMap<string, SqlRow>;

/** Columns of a longer metadata text go to the documents. */
const LONG_METADATA = 2000;

/** Makes the table rows of the files of one reading. */
export class CorpusBatch {
  readonly #key: ReadingKey;
  readonly #rows: CorpusRows = { documents: [], bundleFiles: [], files: [], texts: [], checks: [] };

  constructor(key: ReadingKey) {
    this.#key = key;
  }

  /** A file whose bytes were stored before is a row and nothing else. */
  addKnown(file: FoundFile, known: SqlRow): void {
    const { sha256, bytes, encoding, line_end } = known;
    this.#addFile(file, {
      blob_id: file.blobId!,
      sha256: sha256!,
      bytes: bytes!,
      encoding: encoding!,
      line_start: 1,
      line_end: line_end!,
    });
  }

  /** A file or row that was rejected before it was read. */
  addReject(file: FoundFile, { code, reason }: FileReject): void {
    if (file.kind !== 'verilog') return;
    this.#addFile(file, { blob_id: file.blobId ?? null, reject_code: code, reject_reason: reason });
  }

  addBytes(file: FoundFile, bytes: Buffer): void {
    const blobId = file.blobId ?? gitBlobId(bytes);
    const decoded = decodeText(bytes);
    if ('code' in decoded) this.addReject({ ...file, blobId }, decoded);
    else if (file.kind === 'verilog') this.#addText({ ...file, blobId }, decoded);
    else this.#addRepositoryText({ ...file, blobId }, decoded, bytes.length);
  }

  #addRepositoryText({ path, kind, blobId }: FoundFile, { text }: DecodedText, bytes: number): void {
    const { repositoryId: repository_id, revision } = this.#key;
    const sha256 = addText(this.#rows, text);
    this.#rows.texts.push({
      repository_id,
      revision,
      path,
      kind,
      blob_id: blobId ?? null,
      sha256,
      bytes: BigInt(bytes),
    });
  }

  addRow(file: FoundFile, text: string): void {
    const tidy = tidyText(text);
    if ('code' in tidy) this.addReject(file, tidy);
    else this.#addText(file, tidy);
  }

  async write(warehouse: Warehouse): Promise<number> {
    const { files, texts, checks } = this.#rows;
    return warehouse.transaction(async () => {
      await writeDocuments(warehouse, this.#rows);
      await warehouse.append('raw.repository_texts', ['repository_id', 'revision', 'path'], texts);
      await warehouse.append('fact.instruction_checks', ['instruction_sha256', 'sha256', 'version'], checks);
      return warehouse.append('raw.corpus_files', ['file_id', 'revision'], files);
    });
  }

  #addText(file: FoundFile, { text, encoding }: DecodedText): void {
    const sha256 = addText(this.#rows, text)!;
    const lines = text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
    this.#addFile(file, {
      blob_id: file.blobId ?? null,
      sha256,
      encoding,
      line_start: file.row?.lineStart ?? 1,
      line_end: file.row?.lineEnd ?? Math.max(1, lines),
    });
  }

  #addFile(file: FoundFile, columns: SqlRow): void {
    const { repositoryId, name, revision, fingerprint } = this.#key;
    const { path, ordinal, size, row } = file;
    const place = {
      file_id: keyHash('file', name, path, String(ordinal)).slice(0, 16),
      repository_id: repositoryId,
      revision,
      fingerprint,
      path,
      ordinal,
      bytes: BigInt(size),
    };
    this.#rows.files.push({ ...place, ...this.#rowColumns(file), ...columns });
    const check = row?.check;
    if (check === undefined || typeof columns['sha256'] !== 'string') return;
    this.#rows.checks.push({
      instruction_sha256: addText(this.#rows, row?.instruction),
      sha256: columns['sha256'],
      version: this.#key.version,
      decision: check.decision,
      reason: check.reason,
      named: check.named,
      modules: JSON.stringify(check.modules),
    });
  }

  #rowColumns({ row }: FoundFile): SqlRow {
    if (row === undefined) return { notes: '[]', metadata: '{}' };
    return {
      line_start: row.lineStart,
      line_end: row.lineEnd,
      instruction_sha256: addText(this.#rows, row.instruction),
      claimed_licence: row.claimedLicence ?? null,
      source_repository: row.sourceRepository ?? null,
      source_path: row.sourcePath ?? null,
      source_revision: row.sourceRevision ?? null,
      stars: row.stars ?? null,
      forks: row.forks ?? null,
      notes: JSON.stringify(row.notes),
      metadata: JSON.stringify(row.metadata, (_key, value: unknown) => this.#shortened(value)),
    };
  }

  /** Long texts beside the code (testbenches, logs) are documents, so that a listing of files stays a listing. */
  #shortened(value: unknown): unknown {
    if (typeof value === 'bigint') return value.toString();
    if (typeof value !== 'string' || value.length <= LONG_METADATA) return value;
    return { document: addText(this.#rows, value) };
  }
}

/** Git's name of a blob, so that files of folders and archives can be compared with those of repositories. */
function gitBlobId(bytes: Buffer): string {
  return createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}

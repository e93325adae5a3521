import type { InstructionCheck } from './check-instruction.ts';
import type { FileKind } from './file-kind.ts';
import type { GatherRejectCode } from './source-fault.ts';

/** Why one file or row could not be taken. */
export interface FileReject {
  code: GatherRejectCode | (string & {});
  reason: string;
}

/** What the row of a data set says beside its text. */
interface RowFacts {
  /** 1-based lines of the file that the row takes. */
  lineStart: number;
  lineEnd: number;
  instruction?: string | undefined;
  claimedLicence?: string | undefined;
  sourceRepository?: string | undefined;
  sourcePath?: string | undefined;
  sourceRevision?: string | undefined;
  stars?: number | undefined;
  forks?: number | undefined;
  /** Whether the instruction names the right module; absent without an instruction or a text. */
  check?: InstructionCheck;
  notes: string[];
  metadata: Record<string, unknown>;
}

/** One file of a source, or one row of a data set, that is of a kind that is read. */
export interface FoundFile {
  path: string;
  kind: FileKind;
  /** 0, or the place of a row in its data set. */
  ordinal: number;
  /** Bytes as they stood. */
  size: number;
  /** Git's name of the bytes, where it is known before they are read. */
  blobId?: string;
  /** The text of a row; files have bytes. */
  text?: string;
  row?: RowFacts;
  /** Set when it is known without reading that it cannot be taken. */
  reject?: FileReject;
}

/** A source at one state of its content. */
export interface SourceReading {
  /** Commit of a git repository, else a hash over the content. */
  revision: string;
  /** What else decides what is read: for data sets the mapping. */
  depends: string;
  /** What it calls itself, where that is better than the name of its folder. */
  ownName?: string | undefined;
  notes: string[];
  /** Batches of files in a fixed order. Counts that are known at the end are in `seen`. */
  files: () => AsyncGenerator<FoundFile[]>;
  /** The bytes of files of the latest batch. */
  read: (files: readonly FoundFile[]) => Promise<(Buffer | FileReject)[]>;
  seen: SeenFiles;
  close: () => Promise<void>;
}

/** What was seen and not read. */
export interface SeenFiles {
  /** Files of no kind that is read, links included. */
  others: number;
  submodules: string[];
}

/** Limits that bound memory and time whatever a source holds. */
export interface GatherLimits {
  /** Longest Verilog file, bytes. */
  maxFileBytes: number;
  /** Most bytes that one archive may unpack to. */
  maxArchiveBytes: number;
  /** Most seconds for one clone. */
  cloneSeconds: number;
}

/** Longest licence or README, bytes: more is none. */
const MAX_TEXT_BYTES = 512 * 1024;
/** A batch holds at most this many files and about this many bytes. */
const BATCH_FILES = 512;
const BATCH_BYTES = 16 * 1024 * 1024;

/** Marks a file that is longer than its kind may be. */
export function sizeReject(kind: FileKind, size: number, limits: GatherLimits): FileReject | undefined {
  const limit = kind === 'verilog' ? limits.maxFileBytes : MAX_TEXT_BYTES;
  if (size <= limit) return undefined;
  return { code: 'FILE_TOO_LARGE', reason: `the file has ${size} bytes, the limit is ${limit}` };
}

/** Collects files to batches of bounded count and size. */
export async function* inBatches(files: AsyncIterable<FoundFile>): AsyncGenerator<FoundFile[]> {
  let batch: FoundFile[] = [];
  let bytes = 0;
  for await (const file of files) {
    batch.push(file);
    bytes += file.reject === undefined ? file.size : 0;
    if (batch.length < BATCH_FILES && bytes < BATCH_BYTES) continue;
    yield batch;
    batch = [];
    bytes = 0;
  }
  if (batch.length > 0) yield batch;
}

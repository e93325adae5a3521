/** One record as it stood in its file. */
export interface RawRecord {
  /** 0-based place among the records of the file. */
  ordinal: number;
  /** 1-based line of the decompressed file where it begins; for Parquet the 1-based row. */
  line: number;
  /** The record's own text, whole. For Parquet its row as JSON. */
  text: string;
  value: unknown;
  /** The key it stood under, for an id-keyed JSON document. */
  key?: string;
}

/** Why a stretch of a file is no record. */
export type BadRecordCode =
  | 'BAD_JSON'
  | 'BAD_CSV'
  | 'BAD_ENCODING'
  | 'BAD_COMPRESSION'
  | 'BAD_PARQUET'
  | 'RECORD_TOO_LONG'
  | 'TRUNCATED';

/** A stretch of a file that is no record. Reading goes on after it wherever that is possible. */
export interface BadRecord {
  ordinal: number;
  line: number;
  code: BadRecordCode;
  reason: string;
  /** At most 200 characters of what stood there. */
  excerpt: string;
}

/** Limits that keep memory bounded whatever a file holds. */
export interface ReadLimits {
  /** Longest record, bytes after decompression. */
  maxRecordBytes: number;
}

export const DEFAULT_READ_LIMITS: ReadLimits = { maxRecordBytes: 64 * 1024 * 1024 };

export function isBadRecord(record: RawRecord | BadRecord): record is BadRecord {
  return 'code' in record;
}

/** The start of a text or of UTF-8 bytes, short enough for a rejected row. */
export function excerptOf(content: string | Uint8Array): string {
  const start =
    typeof content === 'string'
      ? content.slice(0, 200)
      : Buffer.from(content.subarray(0, 200)).toString('utf8');
  return start.replace(/[\u0000-\u0008\u000b-\u001f]/g, '\uFFFD');
}

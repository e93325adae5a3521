import { isUtf8 } from 'node:buffer';
import { type BadRecord, excerptOf, type RawRecord } from './raw-record.ts';

/** Where a stretch of bytes stood. */
export interface Place {
  ordinal: number;
  line: number;
}

/** The bytes of one JSON value as a record, or the reason why they are none. */
export function parseJsonRecord(bytes: Uint8Array, place: Place, key?: string): RawRecord | BadRecord {
  if (!isUtf8(bytes)) {
    const reason = 'the record is not UTF-8; convert the file (iconv -f LATIN1 -t UTF-8) to keep it';
    return { ...place, code: 'BAD_ENCODING', reason, excerpt: excerptOf(bytes) };
  }
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  try {
    return { ...place, text, value: JSON.parse(text), ...(key === undefined ? {} : { key }) };
  } catch (error) {
    return { ...place, code: 'BAD_JSON', reason: (error as Error).message, excerpt: excerptOf(text) };
  }
}

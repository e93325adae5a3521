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
  const bad = (reason: string): BadRecord => ({
    ...place,
    code: 'BAD_JSON',
    reason,
    excerpt: excerptOf(text),
  });
  try {
    const value: unknown = JSON.parse(text);
    if (isDeeperThan(value, DEEPEST)) return bad(`lists and objects are nested more than ${DEEPEST} deep`);
    return { ...place, text, value, ...(key === undefined ? {} : { key }) };
  } catch (error) {
    return bad((error as Error).message);
  }
}

/** No trace nests deeper, and what does would end whatever walks it by recursion, JSON.stringify among them. */
const DEEPEST = 500;

/** Level by level, since recursion is what must not happen here. */
function isDeeperThan(value: unknown, limit: number): boolean {
  let level = [value].filter(isNested);
  for (let depth = 0; level.length > 0; depth++) {
    if (depth >= limit) return true;
    level = level.flatMap((node) => Object.values(node).filter(isNested));
  }
  return false;
}

function isNested(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

import { fstatSync, readSync } from 'node:fs';

/** A tool's output as it may be stored and shown. */
export interface CleanedLog {
  text: string;
  /** Bytes that the tool printed, kept or not. */
  bytes: number;
  truncated: boolean;
}

/**
 * Reads at most `limit` bytes of a log: all of it, or its head and its tail, since verdicts stand at the end.
 * @param descriptor an open file, read by position
 * @param prefixes folder names that are cut from paths in the text, such as `/job/`
 */
export function readLog(descriptor: number, limit: number, prefixes: readonly string[]): CleanedLog {
  const first = Buffer.allocUnsafe(Math.min(limit, 16 * 1024));
  const got = readSync(descriptor, first, 0, first.length, 0);
  if (got < first.length)
    return { text: cleanLog(first.toString('utf8', 0, got), prefixes), bytes: got, truncated: false };
  const bytes = fstatSync(descriptor).size;
  if (bytes <= limit)
    return { text: cleanLog(readRange(descriptor, 0, bytes), prefixes), bytes, truncated: false };
  const half = Math.floor(limit / 2);
  const head = readRange(descriptor, 0, half);
  const tail = readRange(descriptor, bytes - half, half);
  const text = cleanLog(`${head}\n[${bytes - 2 * half} bytes left out]\n${tail}`, prefixes);
  return { text, bytes, truncated: true };
}

/** All of an open file, as UTF-8. */
export function readWhole(descriptor: number): string {
  return readRange(descriptor, 0, fstatSync(descriptor).size);
}

/** The text that ivlpp printed, byte for byte; undefined when it is not UTF-8 and could not be written back. */
export function readPreprocessed(descriptor: number): string | undefined {
  const text = readWhole(descriptor);
  return text.includes('\ufffd') ? undefined : text;
}

function readRange(descriptor: number, start: number, length: number): string {
  const buffer = Buffer.alloc(length);
  const got = readSync(descriptor, buffer, 0, length, start);
  return buffer.toString('utf8', 0, got);
}

// Controls but tab and newline, plus the marks that reorder text: either can forge what a terminal shows.
const UNSAFE = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

/** Shows control characters as escapes instead of letting them act, and cuts the job folder from paths. */
export function cleanLog(raw: string, prefixes: readonly string[] = []): string {
  const short = prefixes.reduce((text, prefix) => text.replaceAll(prefix, ''), raw);
  return short.replaceAll('\r\n', '\n').replace(UNSAFE, (character) => {
    const code = character.charCodeAt(0);
    return code < 0x100
      ? `\\x${code.toString(16).padStart(2, '0')}`
      : `\\u${code.toString(16).padStart(4, '0')}`;
  });
}

import { type JsonShape, JsonSplitter, type JsonUnit } from './json-splitter.ts';

/** The key and the value's bytes of one `"key": value` entry; undefined where it is none. */
export function splitEntry(bytes: Buffer): { key: string; value: Buffer } | undefined {
  const text = bytes.toString('utf8');
  const found = /^\s*("(?:[^"\\]|\\.)*")\s*:\s*/su.exec(text);
  if (!found) return undefined;
  try {
    return { key: JSON.parse(found[1]!), value: bytes.subarray(Buffer.byteLength(found[0])) };
  } catch {
    return undefined;
  }
}

/**
 * How a document holds its records, from its first bytes; undefined if more of them are needed.
 * An object is id-keyed when its first two values are objects that share half of their keys, or when its only
 * value is an object and nothing follows it. `complete` says that these bytes are the whole document.
 */
export function jsonShape(start: Buffer, complete: boolean): JsonShape | undefined {
  const first = start.toString('latin1', 0, Math.min(start.length, 4096)).trimStart()[0];
  if (first === undefined) return complete ? 'sequence' : undefined;
  if (first !== '{') return first === '[' ? 'array' : 'sequence';
  const units = new JsonSplitter('entries', start.length).push(start);
  const [one, two] = units.slice(0, 2).map(keysOfEntry);
  if (units.length > 0 && !one) return 'sequence';
  if (units.length > 1) return one && two && areAlike(one, two) ? 'entries' : 'sequence';
  if (units.length === 1 && complete) return 'entries';
  return complete ? 'sequence' : undefined;
}

function keysOfEntry({ bytes, fault }: JsonUnit): string[] | undefined {
  const entry = fault ? undefined : splitEntry(bytes);
  if (entry?.value[0] !== 0x7b) return undefined;
  try {
    return Object.keys(JSON.parse(entry.value.toString('utf8')));
  } catch {
    return undefined;
  }
}

function areAlike(one: string[], two: string[]): boolean {
  const shared = one.filter((key) => two.includes(key)).length;
  return shared * 2 >= Math.max(one.length, two.length);
}

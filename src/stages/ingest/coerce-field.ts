import { isObject } from '../../inputs/lookup-path.ts';
import type { CanonicalRecord, NamedText } from './canonical-record.ts';
import { FieldFault, shown } from './field-fault.ts';

/** A canonical field that a mapping can fill. */
export type FieldName = Exclude<keyof CanonicalRecord, 'kind' | 'metadata'>;

const CLAIMS = ['pass', 'fail', 'compile_fail', 'timeout', 'error', 'unknown'];
const PROTOCOLS = ['completion', 'chat', 'code'];

/**
 * A source value as the type of its canonical field; undefined where there is nothing to store.
 * Integers must be integers, texts may also be numbers or booleans, times may be ISO texts or Unix times.
 * @throws FieldFault WRONG_TYPE with what was expected and what stood there.
 */
export function coerceField(field: FieldName, value: unknown): unknown {
  // An answer may be empty: that is something a model did.
  if (value === '' && field !== 'answer') return undefined;
  switch (field) {
    case 'iteration':
      return wholeNumber(value);
    case 'duration_s':
      return finiteNumber(value);
    case 'timestamp':
      return isoTime(value);
    case 'design_files':
    case 'testbench_files':
      return namedTexts(value);
    case 'recorded_messages':
      return messageTexts(value);
    case 'claimed_status':
      return oneOf(CLAIMS, value);
    case 'answer_protocol':
      return oneOf(PROTOCOLS, value);
    default:
      return plainText(value);
  }
}

function wholeNumber(value: unknown): number {
  const number = typeof value === 'string' && /^-?\d+$/u.test(value) ? Number(value) : value;
  if (typeof number === 'number' && Number.isSafeInteger(number)) return number;
  throw wrongType('an integer', value);
}

function finiteNumber(value: unknown): number {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number === 'number' && Number.isFinite(number)) return number;
  throw wrongType('a number', value);
}

/** Unix times are told apart by their size: seconds, milliseconds, microseconds or nanoseconds. */
function isoTime(value: unknown): string {
  const number = typeof value === 'string' && /^\d+(\.\d+)?$/u.test(value) ? Number(value) : value;
  let time = Number.NaN;
  if (typeof number === 'number') {
    const scale = [1e11, 1e14, 1e17].filter((limit) => number >= limit).length;
    time = number * [1e3, 1, 1e-3, 1e-6][scale]!;
  } else if (typeof number === 'string') {
    const text = number.replace(/^(\d{4}-\d{2}-\d{2}) (?=\d)/u, '$1T');
    // A time without a zone is taken as UTC, never as the zone of this machine.
    time = Date.parse(/T[\d:.]+$/u.test(text) ? `${text}Z` : text);
  }
  if (Number.isNaN(time) || Math.abs(time) > 8.64e15) throw wrongType('a time', value);
  return new Date(time).toISOString();
}

function namedTexts(value: unknown): NamedText[] | undefined {
  if (!isObject(value)) throw wrongType('texts by file name', value);
  const files = Array.isArray(value) ? value.map(listedFile) : Object.entries(value).map(fileEntry);
  return files.length === 0 ? undefined : files;
}

function fileEntry([name, content]: [string, unknown]): NamedText {
  const text = isObject(content) ? (content['content'] ?? content['text']) : content;
  if (typeof text !== 'string') throw wrongType(`a text for the file ${name}`, content);
  return { name, text };
}

function listedFile(entry: unknown): NamedText {
  if (!isObject(entry)) throw wrongType('a file with a name and a text', entry);
  const name = entry['name'] ?? entry['path'] ?? entry['filename'];
  const text = entry['text'] ?? entry['content'] ?? entry['code'];
  if (typeof name === 'string' && typeof text === 'string') return { name, text };
  throw wrongType('a file with a name and a text', entry);
}

function messageTexts(value: unknown): string[] | undefined {
  const list = (Array.isArray(value) ? value : [value]).filter((entry) => entry !== '' && entry !== null);
  const texts = list.map((entry) => (typeof entry === 'string' ? entry : JSON.stringify(entry)));
  return texts.length === 0 ? undefined : texts;
}

function oneOf(allowed: readonly string[], value: unknown): unknown {
  if (allowed.includes(value as string)) return value;
  throw wrongType(`one of ${allowed.join(', ')}`, value);
}

function plainText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint')
    return String(value);
  throw wrongType('a text', value);
}

function wrongType(expected: string, value: unknown): FieldFault {
  return new FieldFault('WRONG_TYPE', `expected ${expected}, got ${shown(value)}`);
}

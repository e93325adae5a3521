import { jsonShape, splitEntry } from './json-shape.ts';
import { JsonSplitter, type JsonUnit } from './json-splitter.ts';
import { InputBroken } from './open-input.ts';
import { parseJsonRecord } from './parse-json-record.ts';
import { type BadRecord, excerptOf, type RawRecord, type ReadLimits } from './raw-record.ts';

/**
 * The records of a JSON document, streamed: elements of an array, values of an id-keyed object (their key kept),
 * one object, or values after one another. One broken element is one BadRecord; a document that ends early too.
 */
export async function* readJson(
  chunks: AsyncIterable<Buffer>,
  limits: ReadLimits,
): AsyncGenerator<RawRecord | BadRecord> {
  let ordinal = 0;
  for await (const { unit, keyed, broken } of splitDocument(chunks, limits)) {
    if (broken) {
      yield { ordinal, line: 0, code: broken.code, reason: broken.message, excerpt: '' };
      return;
    }
    yield toRecord(unit, keyed, ordinal++, limits);
  }
}

interface Piece {
  unit: JsonUnit;
  keyed: boolean;
  broken?: InputBroken;
}

async function* splitDocument(chunks: AsyncIterable<Buffer>, limits: ReadLimits): AsyncGenerator<Piece> {
  let head: Buffer[] = [];
  let looked = 0;
  let splitter: JsonSplitter | undefined;
  let keyed = false;
  const begin = (complete: boolean): JsonUnit[] => {
    const start = Buffer.concat(head);
    const shape =
      jsonShape(start, complete) ?? (start.length > limits.maxRecordBytes ? 'sequence' : undefined);
    looked = start.length;
    if (!shape) return [];
    keyed = shape === 'entries';
    splitter = new JsonSplitter(shape, limits.maxRecordBytes);
    head = [];
    return splitter.push(start);
  };
  let held = 0;
  try {
    for await (const chunk of chunks) {
      if (splitter) {
        for (const unit of splitter.push(chunk)) yield { unit, keyed };
        continue;
      }
      head.push(chunk);
      held += chunk.length;
      // Looked at again only when it has doubled, so that a long first value is not scanned over and over.
      if (held >= 2 * looked) for (const unit of begin(false)) yield { unit, keyed };
    }
  } catch (error) {
    if (!(error instanceof InputBroken)) throw error;
    if (!splitter) for (const unit of begin(true)) yield { unit, keyed };
    yield { unit: { bytes: Buffer.alloc(0), line: 0 }, keyed, broken: error };
    return;
  }
  if (!splitter) for (const unit of begin(true)) yield { unit, keyed };
  for (const unit of splitter?.end() ?? []) yield { unit, keyed };
}

function toRecord(
  unit: JsonUnit,
  keyed: boolean,
  ordinal: number,
  limits: ReadLimits,
): RawRecord | BadRecord {
  const place = { ordinal, line: unit.line };
  const excerpt = excerptOf(unit.bytes);
  if (unit.fault === 'overlong') {
    const reason = `the record is longer than the limit of ${limits.maxRecordBytes} bytes`;
    return { ...place, code: 'RECORD_TOO_LONG', reason, excerpt };
  }
  if (unit.fault === 'cut') {
    return { ...place, code: 'TRUNCATED', reason: 'the document ends inside this record or list', excerpt };
  }
  if (unit.fault === 'stray') {
    return { ...place, code: 'BAD_JSON', reason: 'text outside the list of records', excerpt };
  }
  if (!keyed) return parseJsonRecord(unit.bytes, place);
  const entry = splitEntry(unit.bytes);
  if (entry) return parseJsonRecord(entry.value, place, entry.key);
  return { ...place, code: 'BAD_JSON', reason: 'expected "key": value', excerpt };
}

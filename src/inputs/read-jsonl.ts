import { InputBroken } from './open-input.ts';
import { parseJsonRecord } from './parse-json-record.ts';
import { type BadRecord, excerptOf, type RawRecord, type ReadLimits } from './raw-record.ts';

const NEWLINE = 0x0a;

/**
 * One record a line; blank lines are no records. A broken or over-long line is one BadRecord and reading goes on.
 * A last line without its end is a record if it parses, otherwise TRUNCATED. Where compressed data breaks off,
 * the line in flight is one BadRecord, even if it parses: rows behind it are lost all the same.
 */
export async function* readJsonl(
  chunks: AsyncIterable<Buffer>,
  limits: ReadLimits,
): AsyncGenerator<RawRecord | BadRecord> {
  let ordinal = 0;
  for await (const { bytes, line, end, fault } of splitLines(chunks, limits)) {
    if (fault) {
      yield { ordinal: ordinal++, line, ...fault, excerpt: excerptOf(bytes) };
      continue;
    }
    if (isBlank(bytes)) continue;
    const record = parseJsonRecord(bytes, { ordinal: ordinal++, line });
    if (end === 'cut' && 'code' in record) {
      const reason = `the last line has no end, the file was cut off while it was written: ${record.reason}`;
      yield { ...record, code: 'TRUNCATED', reason };
    } else yield record;
  }
}

interface Line {
  bytes: Buffer;
  line: number;
  /** `cut`: the file ended without a newline. */
  end: 'newline' | 'cut';
  fault?: Pick<BadRecord, 'code' | 'reason'>;
}

/** Lines of a byte stream with their 1-based numbers. Holds at most one line and one chunk in memory. */
async function* splitLines(chunks: AsyncIterable<Buffer>, limits: ReadLimits): AsyncGenerator<Line> {
  const held = new HeldLine(limits.maxRecordBytes);
  let line = 1;
  try {
    for await (const chunk of chunks) {
      let start = 0;
      for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
        yield { ...held.take(chunk.subarray(start, end)), line: line++, end: 'newline' };
        start = end + 1;
      }
      held.add(chunk.subarray(start));
    }
  } catch (error) {
    if (!(error instanceof InputBroken)) throw error;
    const { bytes } = held.take(Buffer.alloc(0));
    yield { bytes, line, end: 'cut', fault: { code: error.code, reason: error.message } };
    return;
  }
  yield { ...held.take(Buffer.alloc(0)), line, end: 'cut' };
}

/** The beginning of a line whose end has not come yet. Past the limit only an excerpt of it is kept. */
class HeldLine {
  private readonly limit: number;
  private parts: Buffer[] = [];
  private length = 0;

  constructor(limit: number) {
    this.limit = limit;
  }

  add(part: Buffer): void {
    if (part.length === 0) return;
    const overlong = this.length > this.limit;
    this.length += part.length;
    if (!overlong) this.parts.push(part);
    if (!overlong && this.length > this.limit) {
      // A copy, so that the chunks behind it can be freed while the rest of the line passes by.
      this.parts = [Buffer.from(Buffer.concat(this.parts).subarray(0, 200))];
    }
  }

  /** The whole line, now that its last part is here. */
  take(tail: Buffer): Pick<Line, 'bytes' | 'fault'> {
    if (this.length === 0 && tail.length <= this.limit) return { bytes: tail };
    this.add(tail);
    const bytes = Buffer.concat(this.parts);
    const overlong = this.length > this.limit;
    this.parts = [];
    this.length = 0;
    if (!overlong) return { bytes };
    const reason = `the line is longer than the limit of ${this.limit} bytes`;
    return { bytes, fault: { code: 'RECORD_TOO_LONG', reason } };
  }
}

function isBlank(bytes: Buffer): boolean {
  for (const byte of bytes) if (byte !== 0x20 && byte !== 0x0d && byte !== 0x09) return false;
  return true;
}

/**
 * How a JSON document holds its records. array: the elements of one list. entries: the values of one id-keyed
 * object. sequence: values after one another, usually one.
 */
export type JsonShape = 'array' | 'entries' | 'sequence';

/** The bytes that stand for one record: a value, or with `entries` a key, a colon and a value. */
export interface JsonUnit {
  bytes: Buffer;
  /** 1-based line where it begins. */
  line: number;
  fault?: 'overlong' | 'cut' | 'stray';
}

const [QUOTE, BACKSLASH, COMMA, NEWLINE] = [0x22, 0x5c, 0x2c, 0x0a];
const [OPEN_OBJECT, CLOSE_OBJECT, OPEN_ARRAY, CLOSE_ARRAY] = [0x7b, 0x7d, 0x5b, 0x5d];

/**
 * Splits a JSON document into its records without holding it. Only brackets and strings are followed, so a fault
 * inside a record stays in it. Bytes come in chunks cut anywhere.
 */
export class JsonSplitter {
  private readonly open: number | undefined;
  private readonly close: number | undefined;
  private readonly limit: number;
  private inside = false;
  private nest = 0;
  private inString = false;
  private escaped = false;
  private line = 1;
  private unit: { line: number; parts: Buffer[]; length: number } | undefined;
  private done: JsonUnit[] = [];

  constructor(shape: JsonShape, maxUnitBytes: number) {
    this.limit = maxUnitBytes;
    if (shape === 'array') [this.open, this.close] = [OPEN_ARRAY, CLOSE_ARRAY];
    if (shape === 'entries') [this.open, this.close] = [OPEN_OBJECT, CLOSE_OBJECT];
    this.inside = this.open === undefined;
  }

  /** The units that end inside this chunk. */
  push(chunk: Buffer): JsonUnit[] {
    let from = 0;
    for (let at = 0; at < chunk.length; at++) {
      const byte = chunk[at]!;
      if (byte === NEWLINE) this.line++;
      if (this.inString) {
        if (this.escaped) this.escaped = false;
        else if (byte === BACKSLASH) this.escaped = true;
        else if (byte === QUOTE) this.inString = false;
        continue;
      }
      const isSpace = byte <= 0x20;
      if (!this.unit) {
        if (isSpace || this.passesOver(byte)) continue;
        this.unit = { line: this.line, parts: [], length: 0 };
        from = at;
      } else if (this.nest === 0 && this.endsBefore(byte)) {
        this.finish(chunk.subarray(from, at));
        if (byte === this.close) this.inside = false;
        continue;
      }
      if (isSpace) continue;
      if (byte === QUOTE) this.inString = true;
      else if (byte === OPEN_OBJECT || byte === OPEN_ARRAY) this.nest++;
      else if (byte === CLOSE_OBJECT || byte === CLOSE_ARRAY) {
        this.nest--;
        if (this.nest <= 0 && this.open === undefined) this.finish(chunk.subarray(from, at + 1));
      }
    }
    if (this.unit) this.hold(chunk.subarray(from));
    return this.given();
  }

  /** What the end of the document leaves: nothing, a bare last value, or a unit that was cut. */
  end(): JsonUnit[] {
    const whole = this.open === undefined && this.nest === 0 && !this.inString;
    if (this.unit) this.finish(Buffer.alloc(0), whole ? undefined : 'cut');
    else if (this.open !== undefined && this.inside) {
      this.done.push({ bytes: Buffer.alloc(0), line: this.line, fault: 'cut' });
    }
    return this.given();
  }

  /** Brackets and commas around units. Anything else before the opening or after the closing bracket is stray. */
  private passesOver(byte: number): boolean {
    if (this.open === undefined) return false;
    if (!this.inside) {
      this.inside = byte === this.open;
      return this.inside;
    }
    if (byte === this.close) this.inside = false;
    return byte === COMMA || byte === this.close;
  }

  private endsBefore(byte: number): boolean {
    if (!this.inside) return byte === NEWLINE;
    if (this.open === undefined) return byte <= 0x20;
    return byte === COMMA || byte === this.close;
  }

  private hold(part: Buffer): void {
    const unit = this.unit!;
    const overlong = unit.length > this.limit;
    unit.length += part.length;
    if (!overlong) unit.parts.push(part);
    if (!overlong && unit.length > this.limit) {
      unit.parts = [Buffer.from(Buffer.concat(unit.parts).subarray(0, 200))];
    }
  }

  private finish(tail: Buffer, fault?: 'cut'): void {
    this.hold(tail);
    const { line, parts, length } = this.unit!;
    const told = length > this.limit ? 'overlong' : this.inside ? fault : 'stray';
    const bytes = told === undefined ? withoutTrailingSpace(Buffer.concat(parts)) : Buffer.concat(parts);
    this.done.push({ bytes, line, ...(told === undefined ? {} : { fault: told }) });
    this.unit = undefined;
    this.nest = 0;
  }

  private given(): JsonUnit[] {
    const units = this.done;
    this.done = [];
    return units;
  }
}

function withoutTrailingSpace(bytes: Buffer): Buffer {
  let end = bytes.length;
  while (end > 0 && bytes[end - 1]! <= 0x20) end--;
  return bytes.subarray(0, end);
}

import { Readable } from 'node:stream';
import { type Options, parse } from 'csv-parse';
import { InputBroken } from './open-input.ts';
import { type BadRecord, excerptOf, type RawRecord, type ReadLimits } from './raw-record.ts';

/**
 * Rows of a CSV or TSV file with a header, as objects of texts. Quoted fields may hold line breaks.
 * A row with a wrong number of fields or a misplaced quote is one BadRecord.
 */
export async function* readCsv(
  chunks: AsyncIterable<Buffer>,
  limits: ReadLimits,
  delimiter: ',' | '\t',
): AsyncGenerator<RawRecord | BadRecord> {
  const rows = new RowCounter();
  const source = Readable.from(chunks);
  const parser = parse({
    delimiter,
    raw: true,
    info: true,
    relax_column_count: true,
    skip_records_with_error: true,
    max_record_size: limits.maxRecordBytes,
    // The parser runs ahead of us: lines are counted where it stands, not where we read.
    // (The package's types do not know that `raw` changes what a row is.)
    on_record: ((row: CsvRow) => rows.take(row)) as unknown as NonNullable<Options['on_record']>,
    on_skip: (error, raw) => rows.skip(error?.code, error?.message, raw),
  });
  source.on('error', (error) => parser.destroy(error));
  try {
    for await (const records of source.pipe(parser) as AsyncIterable<(RawRecord | BadRecord)[]>)
      yield* records;
    yield* rows.skipped;
  } catch (error) {
    yield* rows.skipped;
    const { code = '', message } = error as NodeJS.ErrnoException;
    if (error instanceof InputBroken) yield rows.bad(error.code, message, '');
    else if (code.startsWith('CSV_')) yield rows.bad(badCodeOf(code), message, '');
    else throw error;
  }
}

interface CsvRow {
  record: string[];
  /** The row with the first byte of its line end. */
  raw: string;
}

/** Gives rows their places. Blank lines and the header are no records. */
class RowCounter {
  /** Rows that did not parse, not given yet. */
  skipped: BadRecord[] = [];
  private header: string[] | undefined;
  private ordinal = 0;
  private line = 1;

  /** The row as a record, behind those that were skipped before it; null where it is none. */
  take({ record, raw }: CsvRow): (RawRecord | BadRecord)[] | null {
    const text = raw.replace(/[\r\n]$/u, '');
    const line = this.line;
    this.line += lineBreaks(text) + 1;
    if (text === '') return null;
    if (!this.header) {
      this.header = record;
      return null;
    }
    const records = [...this.skipped, this.toRecord(record, text, line)];
    this.skipped = [];
    return records;
  }

  /** Notes a row that did not parse. */
  skip(code = '', message = 'the row does not parse', raw = ''): undefined {
    this.skipped.push(this.bad(badCodeOf(code), message, raw));
    this.line += lineBreaks(raw) + 1;
  }

  bad(code: BadRecord['code'], reason: string, raw: string, line = this.line): BadRecord {
    return { ordinal: this.ordinal++, line, code, reason, excerpt: excerptOf(raw) };
  }

  private toRecord(record: string[], text: string, line: number): RawRecord | BadRecord {
    const header = this.header!;
    if (record.length !== header.length) {
      const reason = `expected ${header.length} fields as in the header, got ${record.length}`;
      return this.bad('BAD_CSV', reason, text, line);
    }
    const value = Object.fromEntries(header.map((name, i) => [name, record[i]]));
    return { ordinal: this.ordinal++, line, text, value };
  }
}

function badCodeOf(code: string): BadRecord['code'] {
  if (code === 'CSV_MAX_RECORD_SIZE') return 'RECORD_TOO_LONG';
  return code === 'CSV_QUOTE_NOT_CLOSED' ? 'TRUNCATED' : 'BAD_CSV';
}

function lineBreaks(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count++;
  return count;
}

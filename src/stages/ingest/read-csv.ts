import { Readable } from 'node:stream';
import { type CsvError, parse } from 'csv-parse';
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
  let header: string[] | undefined;
  let ordinal = 0;
  let line = 1;
  let pending: BadRecord[] = [];
  const noteBad = (error: CsvError | undefined, raw: string | undefined): undefined => {
    const code = error?.code === 'CSV_MAX_RECORD_SIZE' ? 'RECORD_TOO_LONG' : 'BAD_CSV';
    const reason = error?.message ?? 'the row does not parse';
    pending.push({ ordinal: ordinal++, line, code, reason, excerpt: excerptOf(raw ?? '') });
  };
  const source = Readable.from(chunks);
  const parser = parse({
    delimiter,
    raw: true,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    max_record_size: limits.maxRecordBytes,
    on_skip: (error, raw) => noteBad(error, raw),
  });
  source.on('error', (error) => parser.destroy(error));
  try {
    for await (const row of source.pipe(parser) as AsyncIterable<CsvRow>) {
      yield* pending;
      pending = [];
      const begins = line;
      line = row.info.lines + 1;
      if (!header) {
        header = row.record;
        continue;
      }
      yield toRecord(row, header, { ordinal: ordinal++, line: begins });
    }
    yield* pending;
  } catch (error) {
    yield* pending;
    yield asBadRecord(error, { ordinal, line });
  }
}

interface CsvRow {
  record: string[];
  raw: string;
  info: { lines: number };
}

function toRecord(
  row: CsvRow,
  header: string[],
  place: { ordinal: number; line: number },
): RawRecord | BadRecord {
  const { record, raw } = row;
  if (record.length !== header.length) {
    const reason = `expected ${header.length} fields as in the header, got ${record.length}`;
    return { ...place, code: 'BAD_CSV', reason, excerpt: excerptOf(raw) };
  }
  return { ...place, text: raw, value: Object.fromEntries(header.map((name, i) => [name, record[i]])) };
}

function asBadRecord(error: unknown, place: { ordinal: number; line: number }): BadRecord {
  if (error instanceof InputBroken) return { ...place, code: error.code, reason: error.message, excerpt: '' };
  const { code, message } = error as CsvError;
  if (!String(code).startsWith('CSV_')) throw error;
  const told = code === 'CSV_QUOTE_NOT_CLOSED' ? 'TRUNCATED' : 'BAD_CSV';
  return { ...place, code: told, reason: message, excerpt: '' };
}

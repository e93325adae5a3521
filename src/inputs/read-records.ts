import { basename } from 'node:path';
import { QuarryError } from '../core/errors.ts';
import { magicOf, openInput } from './open-input.ts';
import { type BadRecord, DEFAULT_READ_LIMITS, type RawRecord, type ReadLimits } from './raw-record.ts';
import { readCsv } from './read-csv.ts';
import { readJson } from './read-json.ts';
import { readJsonl } from './read-jsonl.ts';

/** Rows of a Parquet file, in order. The warehouse layer gives it, since only that layer may read Parquet. */
type ParquetRows = (path: string) => AsyncIterable<Record<string, unknown>>;

export interface ReadOptions {
  limits?: Partial<ReadLimits>;
  parquetRows?: ParquetRows;
}

/**
 * The records of one file in order, streamed: JSONL, JSON, CSV, TSV or Parquet; plain, gzip or zstd. Memory does not
 * grow with the file. What cannot be read is one BadRecord each, and reading goes on where possible.
 * @throws QuarryError INPUT_FORMAT_UNKNOWN when neither name nor first bytes tell the format.
 */
export async function* readRecords(
  path: string,
  options: ReadOptions = {},
): AsyncGenerator<RawRecord | BadRecord> {
  const limits = { ...DEFAULT_READ_LIMITS, ...options.limits };
  if ((await magicOf(path)) === 'parquet' || /\.parquet$/iu.test(path)) {
    yield* readParquet(path, options.parquetRows);
    return;
  }
  const chunks = openInput(path);
  const format = formatByName(path) ?? (await formatByContent(path));
  if (format === 'jsonl') yield* readJsonl(chunks, limits);
  else if (format === 'json') yield* readJson(chunks, limits);
  else yield* readCsv(chunks, limits, format === 'tsv' ? '\t' : ',');
}

type TextFormat = 'jsonl' | 'json' | 'csv' | 'tsv';

function formatByName(path: string): TextFormat | undefined {
  const ending = /\.(jsonl|ndjson|json|csv|tsv)(\.(gz|zst|zstd))?$/iu
    .exec(basename(path))?.[1]
    ?.toLowerCase();
  return ending === 'ndjson' ? 'jsonl' : (ending as TextFormat | undefined);
}

/** A file with an unknown ending is JSON Lines if it begins with an object, JSON if it begins with a list. */
async function formatByContent(path: string): Promise<TextFormat> {
  for await (const chunk of openInput(path)) {
    const first = chunk.toString('latin1', 0, 4096).trimStart()[0];
    if (first === '{') return 'jsonl';
    if (first === '[') return 'json';
    break;
  }
  throw new QuarryError(
    'INPUT_FORMAT_UNKNOWN',
    'Neither the name nor the first bytes tell what the file holds.',
    {
      where: path,
      next: 'Name it .jsonl, .json, .csv, .tsv or .parquet (.gz and .zst may follow).',
    },
  );
}

async function* readParquet(
  path: string,
  rows: ParquetRows | undefined,
): AsyncGenerator<RawRecord | BadRecord> {
  if (!rows) {
    throw new QuarryError('BUG', 'A Parquet file was given to a caller that brings no Parquet reader.', {
      where: path,
    });
  }
  let ordinal = 0;
  try {
    for await (const value of rows(path)) {
      yield { ordinal, line: ordinal + 1, text: JSON.stringify(value, bigintAsText), value };
      ordinal++;
    }
  } catch (error) {
    // DuckDB's message goes on with the query, which is ours and says nothing of the file.
    const [reason = ''] = (error instanceof Error ? error.message : String(error)).split('\n\nLINE');
    yield { ordinal, line: ordinal + 1, code: 'BAD_PARQUET', reason, excerpt: '' };
  }
}

function bigintAsText(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value;
}

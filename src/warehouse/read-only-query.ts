import { resolve } from 'node:path';
import { QuarryError } from '../core/errors.ts';
import type { SqlRow, SqlValue, Warehouse } from './warehouse.ts';

/** One query of a user against a warehouse opened read-only. */
export interface ReadOnlyQuery {
  columns: string[];
  rows: () => AsyncGenerator<SqlRow[]>;
  /** Writes the result to the Parquet file named when the query was opened; returns the number of rows. */
  writeParquet: () => Promise<number>;
}

/**
 * Prepares a user's query. DuckDB is first forbidden every file but the warehouse and `parquetFile`, then its parser
 * must see one query and nothing else. From then on the warehouse answers, but stays confined.
 */
export async function openQuery(
  warehouse: Warehouse,
  sql: string,
  values: Readonly<Record<string, SqlValue>> = {},
  parquetFile?: string,
): Promise<ReadOnlyQuery> {
  const target = parquetFile === undefined ? undefined : resolve(parquetFile);
  await warehouse.confine(target === undefined ? [] : [target]);
  const query = `SELECT * FROM (${stripEnd(sql)}\n)`;
  const columns = await refusalsTold(async () => {
    await warehouse.expectOneQuery(sql);
    return warehouse.columns(query, values);
  });
  return {
    columns: columns.map((column) => column.name),
    rows: () => refusalsToldWhile(warehouse.stream(inDuckDbsWords(query, columns), values)),
    writeParquet: () =>
      refusalsTold(() =>
        // DuckDB's temporary file would be another path, which is forbidden now.
        warehouse.count(
          `COPY (${query}) TO '${(target ?? '').replaceAll("'", "''")}'
           (FORMAT parquet, COMPRESSION zstd, USE_TMP_FILE false)`,
          values,
        ),
      ),
  };
}

/** Values that JavaScript has no plain form for are written by DuckDB: 2020-01-31, 12:30:00, 3 days, \x00. */
function inDuckDbsWords(query: string, columns: Awaited<ReturnType<Warehouse['columns']>>): string {
  const casts = columns
    .filter(({ type }) => /^(?:DATE|TIME|TIMETZ|INTERVAL|BLOB|BIT)$/.test(String(type)))
    .map(({ name }) => `"${name.replaceAll('"', '""')}"`)
    .map((name) => `CAST(${name} AS VARCHAR) AS ${name}`);
  return casts.length === 0 ? query : `SELECT * REPLACE (${casts.join(', ')}) FROM (${query})`;
}

function stripEnd(sql: string): string {
  return sql.replace(/[;\s]+$/, '');
}

async function refusalsTold<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw refusal(error);
  }
}

async function* refusalsToldWhile<Item>(items: AsyncIterable<Item>): AsyncGenerator<Item> {
  try {
    yield* items;
  } catch (error) {
    throw refusal(error);
  }
}

function refusal(error: unknown): QuarryError {
  const [message = ''] = (error instanceof Error ? error.message : String(error)).split('\n\nLINE');
  const isFile = message.startsWith('IO Error: Cannot open file');
  return new QuarryError('QUERY_FAILED', message, {
    next: isFile
      ? 'Name a file in a folder that exists and may be written.'
      : 'See relations and columns: quarry sql --list. Only queries are allowed, no statements that write.',
    cause: error,
  });
}

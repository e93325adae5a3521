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
    return (await warehouse.columns(query, values)).map((column) => column.name);
  });
  return {
    columns,
    rows: () => refusalsToldWhile(warehouse.stream(query, values)),
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
  return new QuarryError('QUERY_FAILED', message, {
    next: 'See relations and columns: quarry sql --list. Only queries are allowed, no statements that write.',
    cause: error,
  });
}

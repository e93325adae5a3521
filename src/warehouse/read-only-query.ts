import { QuarryError } from '../core/errors.ts';
import type { SqlRow, SqlValue, Warehouse } from './warehouse.ts';

/** One query of a user against a warehouse opened read-only. */
export interface ReadOnlyQuery {
  columns: string[];
  rows: () => AsyncGenerator<SqlRow[]>;
  /** Writes the result as Parquet and returns the number of rows. */
  writeParquet: (file: string) => Promise<number>;
}

/**
 * Prepares a user's query. It stands inside `SELECT * FROM (...)`, so it can be one query and no statement, and
 * DuckDB may not touch other files for it.
 */
export async function openQuery(
  warehouse: Warehouse,
  sql: string,
  values: Readonly<Record<string, SqlValue>> = {},
): Promise<ReadOnlyQuery> {
  const query = `SELECT * FROM (${stripEnd(sql)}\n)`;
  const columns = await refusalsTold(async () =>
    (await warehouse.columns(query, values)).map((column) => column.name),
  );
  return {
    columns,
    rows: async function* () {
      await warehouse.run('SET enable_external_access = false');
      yield* refusalsToldWhile(warehouse.stream(query, values));
    },
    writeParquet: (file) =>
      refusalsTold(async () => {
        const target = file.replaceAll("'", "''");
        return warehouse.count(`COPY (${query}) TO '${target}' (FORMAT parquet, COMPRESSION zstd)`, values);
      }),
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

import { type DuckDBConnection, DuckDBDataChunk, type DuckDBType, type DuckDBValue } from '@duckdb/node-api';
import type { SqlRow, Warehouse } from './warehouse.ts';

/** Rows a DuckDB data chunk can hold. */
const CHUNK_ROWS = 2048;

/**
 * Writes rows to one table in bulk: chunks go into a temporary staging table, then the rows whose key is new
 * are copied over by an anti-join. Tables carry no indexes, whose memory would grow with the corpus.
 */
export class BatchWriter {
  readonly #warehouse: Warehouse;
  readonly #connection: DuckDBConnection;
  readonly #staging: string;
  readonly #columns: { name: string; type: DuckDBType }[];
  readonly #insert: string;

  private constructor(
    warehouse: Warehouse,
    connection: DuckDBConnection,
    staging: string,
    columns: { name: string; type: DuckDBType }[],
    insert: string,
  ) {
    this.#warehouse = warehouse;
    this.#connection = connection;
    this.#staging = staging;
    this.#columns = columns;
    this.#insert = insert;
  }

  static async create(
    warehouse: Warehouse,
    connection: DuckDBConnection,
    table: string,
    key: readonly string[],
  ): Promise<BatchWriter> {
    const staging = `staging_${table.replace('.', '_')}`;
    await warehouse.run(`CREATE OR REPLACE TEMP TABLE ${staging} AS FROM ${table} LIMIT 0`);
    const same = key.map((column) => `target.${column} = staged.${column}`).join(' AND ');
    const insert = `INSERT INTO ${table}
      SELECT DISTINCT ON (${key.join(', ')}) staged.* FROM ${staging} AS staged
      WHERE NOT EXISTS (SELECT 1 FROM ${table} AS target WHERE ${same})
      ORDER BY ${key.map((column) => `staged.${column}`).join(', ')}`;
    const columns = await warehouse.columns(`FROM ${table}`);
    return new BatchWriter(warehouse, connection, staging, columns, insert);
  }

  async append(rows: readonly SqlRow[]): Promise<number> {
    const appender = await this.#connection.createAppender(this.#staging, 'main', 'temp');
    const types = this.#columns.map((column) => column.type);
    for (let start = 0; start < rows.length; start += CHUNK_ROWS) {
      const part = rows.slice(start, start + CHUNK_ROWS);
      const chunk = DuckDBDataChunk.create(types, part.length);
      this.#columns.forEach(({ name }, index) => {
        chunk.setColumnValues(
          index,
          part.map((row) => (row[name] ?? null) as DuckDBValue),
        );
      });
      appender.appendDataChunk(chunk);
    }
    appender.flushSync();
    appender.closeSync();
    const [added] = await this.#warehouse.rows<{ Count: bigint }>(this.#insert);
    await this.#warehouse.run(`DELETE FROM ${this.#staging}`);
    return Number(added?.Count ?? 0n);
  }
}

import {
  blobValue,
  type DuckDBConnection,
  DuckDBDataChunk,
  type DuckDBType,
  type DuckDBValue,
} from '@duckdb/node-api';
import { KeySet } from './key-set.ts';
import type { SqlRow, SqlValue, Warehouse } from './warehouse.ts';

/** Rows a DuckDB data chunk can hold. */
const CHUNK_ROWS = 2048;
/** So many comparisons with a table cost as much as reading all its keys. */
const WORTH_READING = 32;

interface Column {
  name: string;
  type: DuckDBType;
}

/**
 * Writes rows to one table in bulk, each key once. Only keys that the table may hold are compared with it (a semi-join
 * whose hash table holds the batch, not the table); the rows themselves go straight in. Tables carry no indexes, whose
 * memory would grow with the corpus. Which keys it may hold is known by their hashes as long as no row comes in another
 * way: comparing every batch with the whole table would make the time grow with its square.
 */
export class BatchWriter {
  readonly #warehouse: Warehouse;
  readonly #connection: DuckDBConnection;
  readonly #table: string;
  readonly #key: readonly string[];
  readonly #columns: Column[];
  readonly #staging: string;
  /** Every key of the table, and perhaps some that were rolled back or deleted; undefined until they were read. */
  #seen: KeySet | undefined;
  #comparisons = 0;

  private constructor(
    warehouse: Warehouse,
    connection: DuckDBConnection,
    table: string,
    key: readonly string[],
    columns: Column[],
  ) {
    this.#warehouse = warehouse;
    this.#connection = connection;
    this.#table = table;
    this.#key = key;
    this.#columns = columns;
    this.#staging = `keys_${table.replace('.', '_')}`;
  }

  static async create(
    warehouse: Warehouse,
    connection: DuckDBConnection,
    table: string,
    key: readonly string[],
  ): Promise<BatchWriter> {
    const writer = new BatchWriter(
      warehouse,
      connection,
      table,
      key,
      await warehouse.columns(`FROM ${table}`),
    );
    await warehouse.run(
      `CREATE OR REPLACE TEMP TABLE ${writer.#staging} AS SELECT ${key.join(', ')} FROM ${table} LIMIT 0`,
    );
    const isEmpty = await warehouse.count(`SELECT count(*) = 0 FROM (FROM ${table} LIMIT 1)`);
    if (isEmpty === 1) writer.#seen = new KeySet();
    return writer;
  }

  /** Appends the rows whose key is new; returns how many these were. */
  async append(rows: readonly SqlRow[]): Promise<number> {
    const byKey = new Map<string, SqlRow>();
    for (const row of rows) {
      const name = this.#keyOf(row);
      if (!byKey.has(name)) byKey.set(name, row);
    }
    for (const name of await this.#knownKeys(byKey)) byKey.delete(name);
    if (byKey.size === 0) return 0;
    await this.#write(this.#table, this.#columns, [...byKey.values()]);
    if (this.#seen !== undefined) for (const name of byKey.keys()) this.#seen.add(name);
    return byKey.size;
  }

  async #knownKeys(byKey: ReadonlyMap<string, SqlRow>): Promise<string[]> {
    if (this.#seen === undefined && this.#comparisons >= WORTH_READING) this.#seen = await this.#readKeys();
    const seen = this.#seen;
    const doubtful = [...byKey].filter(([name]) => seen?.has(name) ?? true);
    return doubtful.length === 0 ? [] : this.#compare(doubtful.map(([, row]) => row));
  }

  async #readKeys(): Promise<KeySet> {
    const keys = new KeySet();
    for await (const rows of this.#warehouse.stream(`SELECT ${this.#key.join(', ')} FROM ${this.#table}`)) {
      for (const row of rows) keys.add(this.#keyOf(row));
    }
    return keys;
  }

  /** Those of the keys that the table holds. */
  async #compare(rows: readonly SqlRow[]): Promise<string[]> {
    this.#comparisons += 1;
    const columns = this.#columns.filter(({ name }) => this.#key.includes(name));
    await this.#write(this.#staging, columns, rows);
    const names = this.#key.join(', ');
    const known = await this.#warehouse.rows(
      `SELECT ${names} FROM ${this.#table} WHERE (${names}) IN (SELECT (${names}) FROM ${this.#staging})`,
    );
    await this.#warehouse.run(`DELETE FROM ${this.#staging}`);
    return known.map((row) => this.#keyOf(row));
  }

  #keyOf(row: SqlRow): string {
    return this.#key.map((name) => String(row[name] ?? '')).join('\0');
  }

  async #write(table: string, columns: readonly Column[], rows: readonly SqlRow[]): Promise<void> {
    const [name, schema] = table.split('.').reverse();
    const appender = await (schema === undefined
      ? this.#connection.createAppender(name!, 'main', 'temp')
      : this.#connection.createAppender(name!, schema));
    const types = columns.map((column) => column.type);
    for (let start = 0; start < rows.length; start += CHUNK_ROWS) {
      const part = rows.slice(start, start + CHUNK_ROWS);
      const chunk = DuckDBDataChunk.create(types, part.length);
      columns.forEach((column, index) => {
        const values = part.map((row) => duckDbValue(row[column.name] ?? null));
        chunk.setColumnValues(index, values);
      });
      appender.appendDataChunk(chunk);
    }
    appender.flushSync();
    appender.closeSync();
  }
}

function duckDbValue(value: SqlValue): DuckDBValue {
  return value instanceof Uint8Array ? blobValue(value) : value;
}

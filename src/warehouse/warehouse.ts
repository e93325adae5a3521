import { existsSync, mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import {
  type DuckDBConnection,
  DuckDBInstance,
  type DuckDBType,
  type DuckDBValue,
  StatementType,
} from '@duckdb/node-api';
import { QuarryError } from '../core/errors.ts';
import { BatchWriter } from './batch-writer.ts';
import { migrate } from './migrate.ts';

/** A value that a query takes or gives: SQL NULL is `null`, a BLOB is bytes, lists and structs are JSON texts. */
export type SqlValue = string | number | boolean | bigint | Uint8Array | null;
/** Positional (`?`) or named (`$name`) parameters. */
export type SqlValues = readonly SqlValue[] | Readonly<Record<string, SqlValue>>;
export type SqlRow = Record<string, SqlValue>;

export interface WarehouseOptions {
  /** A read-only warehouse must exist and can be read by many processes at once. */
  readOnly?: boolean;
  /** Cap of DuckDB's own memory; larger work spills beside the warehouse. */
  memoryLimitMiB?: number;
  threads?: number;
}

/**
 * One DuckDB file. The only door to DuckDB in the project: everything else speaks SQL text and plain rows.
 * There is one writer at a time; DuckDB's file lock says so and `WAREHOUSE_LOCKED` passes it on.
 */
export class Warehouse {
  readonly path: string;
  readonly readOnly: boolean;
  readonly #instance: DuckDBInstance;
  readonly #connection: DuckDBConnection;
  readonly #writers = new Map<string, BatchWriter>();

  private constructor(
    path: string,
    readOnly: boolean,
    instance: DuckDBInstance,
    connection: DuckDBConnection,
  ) {
    this.path = path;
    this.readOnly = readOnly;
    this.#instance = instance;
    this.#connection = connection;
  }

  /** Opens (and, unless read-only, creates and migrates) the warehouse file. */
  static async open(path: string, options: WarehouseOptions = {}): Promise<Warehouse> {
    const readOnly = options.readOnly ?? false;
    if (readOnly && !existsSync(path)) {
      throw new QuarryError('WAREHOUSE_MISSING', 'The warehouse does not exist', {
        where: path,
        next: 'Fill it with `make mine-traces` or `quarry run pipelines/mine-traces.yaml`, or name another with --warehouse.',
      });
    }
    if (!readOnly) mkdirSync(dirname(resolve(path)), { recursive: true });
    const instance = await openInstance(path, {
      access_mode: readOnly ? 'READ_ONLY' : 'READ_WRITE',
      memory_limit: `${options.memoryLimitMiB ?? 320}MiB`,
      // Small commits go to the log and are merged now and then: merging after every 16 MB (the default) would
      // write the last, unfinished row group of long texts again each time.
      checkpoint_threshold: '256MiB',
      // Nothing may be fetched at run time, and a query must not load what the pipeline did not name.
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
      allow_community_extensions: 'false',
      ...(options.threads === undefined ? {} : { threads: String(options.threads) }),
    });
    const connection = await instance.connect();
    const warehouse = new Warehouse(path, readOnly, instance, connection);
    await warehouse.run("SET TimeZone = 'UTC'");
    if (!readOnly) await migrate(warehouse);
    return warehouse;
  }

  /** Runs one or several statements; no rows come back. */
  async run(sql: string, values: SqlValues = []): Promise<void> {
    await this.#connection.run(sql, values as DuckDBValue[]);
  }

  /** All rows of a query that is known to be small. */
  async rows<Row = SqlRow>(sql: string, values: SqlValues = []): Promise<Row[]> {
    const reader = await this.#connection.runAndReadAll(sql, values as DuckDBValue[]);
    return reader.getRowObjectsJS() as Row[];
  }

  /** The first column of the first row, as a number (counts). */
  async count(sql: string, values: SqlValues = []): Promise<number> {
    const [row] = await this.rows(sql, values);
    return row === undefined ? 0 : Number(Object.values(row)[0]);
  }

  /** Rows of a query of any size, a chunk (about 2,048 rows) at a time. */
  async *stream<Row = SqlRow>(sql: string, values: SqlValues = []): AsyncGenerator<Row[]> {
    const result = await this.#connection.stream(sql, values as DuckDBValue[]);
    for await (const rows of result.yieldRowObjectJs()) yield rows as Row[];
  }

  /**
   * Rows of a Parquet file. A connection of its own: a stream ends when its connection is asked anything else,
   * and rows are stored while they are read.
   */
  async *parquetRows(path: string): AsyncGenerator<SqlRow> {
    const connection = await this.#instance.connect();
    try {
      const result = await connection.stream('SELECT * FROM read_parquet(?)', [path]);
      for await (const rows of result.yieldRowObjectJs()) yield* rows as SqlRow[];
    } finally {
      connection.closeSync();
    }
  }

  /** Column names and types of a query, in order, without running it to the end. */
  async columns(sql: string, values: SqlValues = []): Promise<{ name: string; type: DuckDBType }[]> {
    const result = await this.#connection.run(`SELECT * FROM (${sql}) LIMIT 0`, values as DuckDBValue[]);
    return result.columnNames().map((name, index) => ({ name, type: result.columnTypes()[index]! }));
  }

  /**
   * Forbids DuckDB every file but its own and `allowed` (absolute paths), for what a user asks. There is no way back
   * until the warehouse is closed.
   */
  async confine(allowed: readonly string[]): Promise<void> {
    const paths = allowed.map((path) => `'${path.replaceAll("'", "''")}'`);
    await this.run(`SET allowed_paths = [${paths.join(', ')}]; SET enable_external_access = false`);
  }

  /** @throws Error unless DuckDB's own parser sees one query (SELECT, FROM, VALUES, DESCRIBE ...) and nothing else */
  async expectOneQuery(sql: string): Promise<void> {
    const statements = await this.#connection.extractStatements(sql);
    if (statements.count !== 1) throw new Error(`Expected one query, got ${statements.count} statements`);
    const prepared = await statements.prepare(0);
    const isQuery = prepared.statementType === StatementType.SELECT;
    prepared.destroySync();
    if (!isQuery) throw new Error('Expected a query, got a statement of another kind');
  }

  /**
   * Adds the rows whose key is not in the table yet; the rest is left as it is (documents and facts never
   * change). `key` names the columns that identify a row. Returns the number of rows that were new.
   */
  async append(table: string, key: readonly string[], rows: readonly SqlRow[]): Promise<number> {
    if (rows.length === 0) return 0;
    let writer = this.#writers.get(table);
    if (writer === undefined) {
      writer = await BatchWriter.create(this, this.#connection, table, key);
      this.#writers.set(table, writer);
    }
    return writer.append(rows);
  }

  /** All of `work` is stored, or nothing of it: a process killed inside leaves the state from before. */
  async transaction<Result>(work: () => Promise<Result>): Promise<Result> {
    await this.run('BEGIN TRANSACTION');
    try {
      const result = await work();
      await this.run('COMMIT');
      return result;
    } catch (error) {
      await this.run('ROLLBACK').catch(() => undefined);
      throw error;
    }
  }

  async close(): Promise<void> {
    this.#connection.closeSync();
    this.#instance.closeSync();
  }
}

async function openInstance(path: string, settings: Record<string, string>): Promise<DuckDBInstance> {
  try {
    return await DuckDBInstance.create(path, settings);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (/lock/i.test(message)) {
      throw new QuarryError('WAREHOUSE_LOCKED', 'Another process is writing to the warehouse', {
        where: path,
        next: 'Wait for that run to end (DuckDB allows one writer), or name another file with --warehouse.',
        cause: error,
      });
    }
    // DuckDB opens nothing at all for a file of another kind, and then complains of that.
    const what = /in-memory database/.test(message) ? 'it is no DuckDB database' : message.split('\n')[0];
    throw new QuarryError('WAREHOUSE_UNREADABLE', `The warehouse cannot be opened: ${what}`, {
      where: path,
      next: 'Check that the file is a DuckDB database written by this or an older version, or move it away.',
      cause: error,
    });
  }
}

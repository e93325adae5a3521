import type { Warehouse } from '../../warehouse/warehouse.ts';

/** Rows handed to DuckDB at once. */
const CHUNK = 65_536;

/** A temporary table of integer columns, filled from memory in large steps: rows go over as lists, not one by one. */
export class IntegerTable {
  readonly name: string;
  readonly #warehouse: Warehouse;
  readonly #columns: readonly string[];
  readonly #values: number[][];

  private constructor(warehouse: Warehouse, name: string, columns: readonly string[]) {
    this.name = name;
    this.#warehouse = warehouse;
    this.#columns = columns;
    this.#values = columns.map(() => []);
  }

  /** Makes the table anew, empty. */
  static async create(warehouse: Warehouse, name: string, columns: readonly string[]): Promise<IntegerTable> {
    const types = columns.map((column) => `${column} INTEGER`).join(', ');
    await warehouse.run(`CREATE OR REPLACE TEMP TABLE ${name} (${types})`);
    return new IntegerTable(warehouse, name, columns);
  }

  /** One row, a value a column. It is in the table after `flush`. */
  async add(...row: readonly number[]): Promise<void> {
    row.forEach((value, column) => {
      this.#values[column]!.push(value);
    });
    if (this.#values[0]!.length >= CHUNK) await this.flush();
  }

  async flush(): Promise<void> {
    if (this.#values[0]!.length === 0) return;
    const lists = this.#columns.map(() => `unnest(from_json(?, '["INTEGER"]'))`).join(', ');
    await this.#warehouse.run(
      `INSERT INTO ${this.name} SELECT ${lists}`,
      this.#values.map((values) => JSON.stringify(values)),
    );
    for (const values of this.#values) values.length = 0;
  }
}

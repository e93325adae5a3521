import type { SqlValues, Warehouse } from './warehouse.ts';

export interface PendingWork {
  /** Names the temporary table; one a stage. */
  name: string;
  /** SELECT of the keys without a fact. */
  query: string;
  values?: SqlValues;
  /** What a batch reads: a SELECT from `pending` (the keys, plus `position`), joined with what is needed. */
  read: string;
  /** Keys a batch. */
  batch: number;
}

/** Work that was found once, numbered, and is handed out in batches. */
export interface FrozenWork<Row> {
  count: number;
  batches: () => AsyncGenerator<Row[]>;
}

/**
 * Freezes the keys that have no fact yet, in a fixed order, so that facts stored meanwhile shift nothing,
 * and hands them out a batch at a time. Memory holds one batch.
 */
export async function freezePending<Row>(
  warehouse: Warehouse,
  { name, query, values = [], read, batch }: PendingWork,
): Promise<FrozenWork<Row>> {
  const table = `pending_${name}`;
  await warehouse.run(
    `CREATE OR REPLACE TEMP TABLE ${table} AS
     SELECT row_number() OVER ()::INTEGER AS position, * FROM (${query} ORDER BY ALL)`,
    values,
  );
  const count = await warehouse.count(`SELECT count(*) FROM ${table}`);
  async function* batches(): AsyncGenerator<Row[]> {
    for (let after = 0; after < count; after += batch) {
      yield await warehouse.rows<Row>(
        `WITH pending AS (FROM ${table} WHERE position > ${after} AND position <= ${after + batch}) ${read}`,
      );
    }
  }
  return { count, batches };
}

import type { Warehouse } from '../warehouse/warehouse.ts';

/** Writes a query's rows as one JSON object a line. Returns the number of rows. */
export async function writeJsonl(warehouse: Warehouse, query: string, file: string): Promise<number> {
  return warehouse.count(`COPY (${query}) TO '${file.replaceAll("'", "''")}' (FORMAT json)`);
}

import type { Warehouse } from '../warehouse/warehouse.ts';

/** Rows a row group: small enough to stream, large enough to compress. */
const ROW_GROUP_ROWS = 10_000;

/**
 * Writes a query's rows to a Parquet file with Hugging Face feature types in its metadata, so that `load_dataset`
 * gives the declared types. Returns the number of rows.
 */
export async function writeParquet(
  warehouse: Warehouse,
  query: string,
  file: string,
  features: Readonly<Record<string, unknown>>,
): Promise<number> {
  const metadata = JSON.stringify({ info: { features } }).replaceAll("'", "''");
  return warehouse.count(
    `COPY (${query}) TO '${file.replaceAll("'", "''")}'
     (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE ${ROW_GROUP_ROWS}, KV_METADATA {huggingface: '${metadata}'})`,
  );
}

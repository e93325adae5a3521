import { type FrozenWork, freezePending, type PendingWork } from './pending-batches.ts';
import type { SqlRow, Warehouse } from './warehouse.ts';

/** A pending row together with the text of its document. */
type WithText<Row> = Row & { sha256: string; text: string };

/** Rows a page of the pending table; texts a batch, in bytes as stored. */
const PAGE = 1024;
const BATCH_BYTES = 8 * 1024 * 1024;

/**
 * Freezes the documents that `query` names (a column `sha256`; its other columns are handed on) and gives them out
 * with their texts in the order in which they are stored. A batch then reads one stretch of the table: read by name,
 * each batch would decompress texts all over it, and the time would grow with the square of the corpus.
 */
export async function freezePendingTexts<Row extends SqlRow>(
  warehouse: Warehouse,
  { name, query, values = [] }: Pick<PendingWork, 'name' | 'query' | 'values'>,
): Promise<FrozenWork<WithText<Row>>> {
  const { count, batches: pages } = await freezePending<WithText<Row> & { place: bigint; bytes: number }>(
    warehouse,
    {
      name,
      query: `SELECT documents.rowid AS place, documents.bytes, wanted.*
      FROM raw.documents AS documents JOIN (${query}) AS wanted USING (sha256)`,
      values,
      read: 'SELECT * EXCLUDE (position) FROM pending ORDER BY position',
      batch: PAGE,
    },
  );
  async function* batches(): AsyncGenerator<WithText<Row>[]> {
    for await (const page of pages()) {
      for (const rows of boundedBySize(page)) yield await withTexts(warehouse, rows);
    }
  }
  return { count, batches };
}

/** Cuts a page so that its texts fit into memory together. */
function* boundedBySize<Row extends { bytes: number }>(page: readonly Row[]): Generator<Row[]> {
  let batch: Row[] = [];
  let bytes = 0;
  for (const row of page) {
    batch.push(row);
    bytes += row.bytes;
    if (bytes < BATCH_BYTES) continue;
    yield batch;
    batch = [];
    bytes = 0;
  }
  if (batch.length > 0) yield batch;
}

async function withTexts<Row extends { place: bigint }>(
  warehouse: Warehouse,
  rows: readonly Row[],
): Promise<(Row & { text: string })[]> {
  const places = rows.map(({ place }) => place);
  const texts = await warehouse.rows<{ place: bigint; text: string }>(
    `SELECT rowid AS place, text FROM raw.documents
     WHERE rowid BETWEEN ${places[0]} AND ${places.at(-1)} AND rowid IN (${places.join(', ')})`,
  );
  const byPlace = new Map(texts.map(({ place, text }) => [place, text]));
  return rows.map((row) => ({ ...row, text: byPlace.get(row.place)! }));
}

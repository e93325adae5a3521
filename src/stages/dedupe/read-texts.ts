import { readBundles } from '../../warehouse/bundles.ts';
import type { Warehouse } from '../../warehouse/warehouse.ts';

/** A text to read: `place` is its row in raw.documents, null for a design of several files. */
export interface TextPlace {
  sha256: string;
  place: bigint | null;
  bytes: number | null;
}

/** Bytes of text in memory at once. */
const GROUP_BYTES = 8 * 2 ** 20;

/** Joins names (a relation with a column `sha256`) with their places; ordered by place, texts lie side by side. */
export function withPlaces(names: string): string {
  return `
    SELECT d.place, d.bytes, n.* FROM (${names}) AS n
    LEFT JOIN (SELECT rowid AS place, bytes, sha256 FROM raw.documents) AS d USING (sha256)`;
}

/** The texts of `places`, a few megabytes at a time; files of a design of several files one behind the other. */
export async function* readTexts<Place extends TextPlace>(
  warehouse: Warehouse,
  places: readonly Place[],
): AsyncGenerator<{ places: Place[]; texts: string[] }> {
  for (const group of groupByBytes(places)) {
    const known = await readGroup(warehouse, group);
    const texts = group.map(({ sha256 }) => known.get(sha256) ?? '');
    yield { places: group, texts };
  }
}

async function readGroup(warehouse: Warehouse, group: readonly TextPlace[]): Promise<Map<string, string>> {
  const places = group.flatMap(({ place }) => (place === null ? [] : [place]));
  const texts = new Map<string, string>();
  if (places.length > 0) {
    // The range is what DuckDB can skip by: without it, every part of the table is looked at.
    const rows = await warehouse.rows<{ sha256: string; text: string }>(
      `SELECT sha256, text FROM raw.documents
       WHERE rowid BETWEEN ${places[0]} AND ${places.at(-1)} AND rowid IN (${places.join(', ')})`,
    );
    for (const { sha256, text } of rows) texts.set(sha256, text);
  }
  const bundles = group.filter(({ place }) => place === null).map(({ sha256 }) => sha256);
  if (bundles.length > 0) {
    for (const [name, files] of await readBundles(warehouse, bundles, 'design.sv')) {
      texts.set(name, files.map((file) => file.text).join('\n'));
    }
  }
  return texts;
}

function groupByBytes<Place extends TextPlace>(places: readonly Place[]): Place[][] {
  const groups: Place[][] = [];
  let bytes = GROUP_BYTES;
  for (const place of places) {
    if (bytes >= GROUP_BYTES) {
      groups.push([]);
      bytes = 0;
    }
    groups.at(-1)!.push(place);
    bytes += place.bytes ?? 0;
  }
  return groups;
}

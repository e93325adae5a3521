import { contentHash, keyHash } from '../core/content-hash.ts';
import type { SqlRow, Warehouse } from './warehouse.ts';

/** One file of a design or testbench. */
export interface BundleFile {
  name: string;
  text: string;
}

/** The rows that store texts once by their hash; filled by `addText` and `addBundle`, written in one batch. */
export interface DocumentRows {
  documents: SqlRow[];
  bundleFiles: SqlRow[];
}

/** Stores a text as a document and returns its name (SHA-256); null stays null. */
export function addText(rows: DocumentRows, text: string | null | undefined): string | null {
  if (text === null || text === undefined) return null;
  const sha256 = contentHash(text);
  rows.documents.push({ sha256, bytes: Buffer.byteLength(text), text });
  return sha256;
}

/** Stores a bundle and returns its name: the document's own for one file, a hash over names and contents else. */
export function addBundle(rows: DocumentRows, files: readonly BundleFile[] | undefined): string | null {
  if (files === undefined || files.length === 0) return null;
  const hashes = files.map((file) => addText(rows, file.text)!);
  if (files.length === 1) return hashes[0]!;
  const bundle = keyHash(...files.flatMap((file, index) => [file.name, hashes[index]!]));
  files.forEach((file, position) => {
    rows.bundleFiles.push({ bundle_sha256: bundle, position, name: file.name, sha256: hashes[position]! });
  });
  return bundle;
}

export async function writeDocuments(warehouse: Warehouse, rows: DocumentRows): Promise<void> {
  await warehouse.append('raw.documents', ['sha256'], rows.documents);
  await warehouse.append('raw.bundle_files', ['bundle_sha256', 'position'], rows.bundleFiles);
}

/**
 * Texts of documents by name. In two steps, because a join would read the texts of the whole table: first the
 * places of the names (one narrow column), then the texts at these places.
 */
export async function readDocuments(
  warehouse: Warehouse,
  names: readonly string[],
): Promise<Map<string, string>> {
  const wanted = [...new Set(names)];
  if (wanted.length === 0) return new Map();
  const places = await warehouse.rows<{ place: bigint }>(
    `SELECT rowid AS place FROM raw.documents WHERE sha256 IN (SELECT unnest(from_json(?, '["VARCHAR"]')))`,
    [JSON.stringify(wanted)],
  );
  if (places.length === 0) return new Map();
  const rows = await warehouse.rows<{ sha256: string; text: string }>(
    `SELECT sha256, text FROM raw.documents WHERE rowid IN (${places.map(({ place }) => place).join(', ')})`,
  );
  return new Map(rows.map(({ sha256, text }) => [sha256, text]));
}

/** The files behind bundle names, in compile order; a bundle of one file gets `soleName`. */
export async function readBundles(
  warehouse: Warehouse,
  names: readonly string[],
  soleName: string,
): Promise<Map<string, BundleFile[]>> {
  const wanted = [...new Set(names)];
  const parts = await warehouse.rows<{ bundle: string; name: string; sha256: string }>(
    `SELECT bundle_sha256 AS bundle, name, sha256 FROM raw.bundle_files
     WHERE bundle_sha256 IN (SELECT unnest(from_json(?, '["VARCHAR"]'))) ORDER BY bundle_sha256, position`,
    [JSON.stringify(wanted)],
  );
  const several = new Set(parts.map((part) => part.bundle));
  const single = wanted.filter((name) => !several.has(name));
  const files = [...parts, ...single.map((name) => ({ bundle: name, name: soleName, sha256: name }))];
  const texts = await readDocuments(
    warehouse,
    files.map((file) => file.sha256),
  );
  const bundles = new Map<string, BundleFile[]>();
  for (const { bundle, name, sha256 } of files) {
    const text = texts.get(sha256);
    if (text === undefined) continue;
    const known = bundles.get(bundle) ?? [];
    known.push({ name, text });
    bundles.set(bundle, known);
  }
  return bundles;
}

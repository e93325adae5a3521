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

/** The files behind bundle names, in compile order; a bundle of one file gets `soleName`. */
export async function readBundles(
  warehouse: Warehouse,
  names: readonly string[],
  soleName: string,
): Promise<Map<string, BundleFile[]>> {
  const wanted = [...new Set(names)];
  const rows = await warehouse.rows<{ bundle: string; name: string | null; text: string }>(
    `WITH wanted AS (SELECT unnest(from_json(?, '["VARCHAR"]')) AS bundle),
     files AS (
       SELECT bundle, position, name, sha256 FROM wanted JOIN raw.bundle_files ON bundle_sha256 = bundle
       UNION ALL
       SELECT bundle, 0, NULL, bundle FROM wanted
       WHERE bundle NOT IN (SELECT bundle_sha256 FROM raw.bundle_files))
     SELECT bundle, name, text FROM files JOIN raw.documents USING (sha256) ORDER BY bundle, position`,
    [JSON.stringify(wanted)],
  );
  const bundles = new Map<string, BundleFile[]>();
  for (const { bundle, name, text } of rows) {
    const files = bundles.get(bundle) ?? [];
    files.push({ name: name ?? soleName, text });
    bundles.set(bundle, files);
  }
  return bundles;
}

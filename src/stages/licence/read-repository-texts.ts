import type { StageContext } from '../../engine/stage.ts';
import {
  type LicenceFileFinding,
  readLicenceFile,
  readReadmeLicence,
} from '../../licences/read-licence-file.ts';
import { readDocuments } from '../../warehouse/bundles.ts';
import { freezePending } from '../../warehouse/pending-batches.ts';

/** Texts read and stored at once. */
const BATCH = 64;

interface RepositoryText {
  repository_id: string;
  revision: string;
  path: string;
  kind: 'licence' | 'readme';
  sha256: string;
}

/** Reads the licence files and READMEs of current repositories that have no finding of this version. */
export async function readRepositoryTexts({ warehouse }: StageContext, version: number): Promise<void> {
  const key = 'repository_id, revision, path';
  const pending = await freezePending<RepositoryText>(warehouse, {
    name: 'repository_texts',
    query: `SELECT ${key}, kind, sha256 FROM raw.repository_texts
      SEMI JOIN curated.repositories USING (repository_id, revision)
      ANTI JOIN (SELECT ${key} FROM fact.repository_licences WHERE version = ${version}) USING (${key})`,
    read: `SELECT ${key}, kind, sha256 FROM pending ORDER BY position`,
    batch: BATCH,
  });
  /** Forks and vendored folders hold the same files again and again. */
  const known = new Map<string, LicenceFileFinding>();
  for await (const rows of pending.batches()) {
    const texts = await readDocuments(
      warehouse,
      rows.map((row) => row.sha256),
    );
    const facts = rows.map(({ repository_id, revision, path, kind, sha256 }) => {
      const name = `${kind} ${sha256}`;
      const finding = known.get(name) ?? readText(kind, texts.get(sha256) ?? '');
      if (known.size < 1000) known.set(name, finding);
      const { spdx, kind: licenceKind, wording, text, similarity } = finding;
      return {
        repository_id,
        revision,
        version,
        path,
        spdx,
        kind: licenceKind,
        wording,
        text,
        similarity,
        text_sha256: sha256,
      };
    });
    await warehouse.append(
      'fact.repository_licences',
      ['repository_id', 'revision', 'version', 'path'],
      facts,
    );
  }
}

function readText(kind: RepositoryText['kind'], text: string): LicenceFileFinding {
  return kind === 'licence' ? readLicenceFile(text) : readReadmeLicence(text);
}

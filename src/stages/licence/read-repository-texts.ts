import type { StageContext } from '../../engine/stage.ts';
import type { LicenceFileFinding } from '../../licences/read-licence-file.ts';
import { readDocuments } from '../../warehouse/bundles.ts';
import { freezePending } from '../../warehouse/pending-batches.ts';
import type { RepositoryText } from './repository-texts-task.ts';

const TASK = new URL('./repository-texts-task.ts', import.meta.url);
/** Texts read and stored at once. */
const BATCH = 64;
/** Fewer texts are read sooner than a thread is started. */
const WORTH_THREADS = 16;
/** Findings that are remembered: forks and vendored folders hold the same files again and again. */
const REMEMBERED = 1000;

interface PendingText {
  repository_id: string;
  revision: string;
  path: string;
  kind: RepositoryText['kind'];
  sha256: string;
}

/** Reads the licence files and READMEs of current repositories that have no finding of this version. */
export async function readRepositoryTexts(
  { warehouse, threads }: StageContext,
  version: number,
): Promise<void> {
  const key = 'repository_id, revision, path';
  const pending = await freezePending<PendingText>(warehouse, {
    name: 'repository_texts',
    query: `SELECT ${key}, kind, sha256 FROM raw.repository_texts
      SEMI JOIN curated.repositories USING (repository_id, revision)
      ANTI JOIN (SELECT ${key} FROM fact.repository_licences WHERE version = ${version}) USING (${key})`,
    read: `SELECT ${key}, kind, sha256 FROM pending ORDER BY position`,
    batch: BATCH,
  });
  const work = threads.worker<readonly RepositoryText[], LicenceFileFinding[]>(
    TASK,
    pending.count >= WORTH_THREADS,
  );
  const known = new Map<string, LicenceFileFinding>();
  for await (const rows of pending.batches()) {
    if (known.size > REMEMBERED) known.clear();
    const unread = [...new Map(rows.map((row) => [nameOf(row), row])).entries()].filter(
      ([name]) => !known.has(name),
    );
    const texts = await readDocuments(
      warehouse,
      unread.map(([, { sha256 }]) => sha256),
    );
    const findings = await work(
      unread.map(([, { kind, sha256 }]) => ({ kind, text: texts.get(sha256) ?? '' })),
    );
    for (const [at, [name]] of unread.entries()) known.set(name, findings[at]!);
    const facts = rows.map((row) => {
      const { repository_id, revision, path, sha256: text_sha256 } = row;
      const { spdx, kind, wording, text, similarity } = known.get(nameOf(row))!;
      return { repository_id, revision, version, path, spdx, kind, wording, text, similarity, text_sha256 };
    });
    await warehouse.append(
      'fact.repository_licences',
      ['repository_id', 'revision', 'version', 'path'],
      facts,
    );
  }
}

/** A licence file and a README of one text are read in different ways. */
function nameOf({ kind, sha256 }: PendingText): string {
  return `${kind} ${sha256}`;
}

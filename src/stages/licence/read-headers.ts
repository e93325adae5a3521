import type { StageContext } from '../../engine/stage.ts';
import { factsOfTexts } from '../../warehouse/facts-of-texts.ts';
import { freezePendingTexts } from '../../warehouse/pending-texts.ts';
import type { HeaderFact } from './headers-task.ts';

/** Headers are much alike, and each thread has to read all kinds of them itself. */
const TASK = { url: new URL('./headers-task.ts', import.meta.url), worthThreads: 10_000 };

/** Reads the licence out of the comments of every text that has no finding of this version. */
export async function readHeaders(
  { warehouse, progress, threads }: StageContext,
  version: number,
): Promise<number> {
  const pending = await freezePendingTexts<{ sha256: string }>(warehouse, {
    name: 'headers',
    query: `SELECT DISTINCT sha256 FROM curated.corpus_files WHERE sha256 IS NOT NULL
      AND sha256 NOT IN (SELECT sha256 FROM fact.file_licences WHERE version = ${version})`,
  });
  let done = 0;
  for await (const found of factsOfTexts<{ text: string }, HeaderFact>(threads, pending, TASK, null)) {
    const facts = found.map((fact) => ({ ...fact, version }));
    await warehouse.append('fact.file_licences', ['sha256', 'version'], facts);
    done += facts.length;
    progress.step({ stage: 'licence', done, total: pending.count, unit: 'headers' });
  }
  return pending.count;
}

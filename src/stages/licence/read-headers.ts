import type { StageContext } from '../../engine/stage.ts';
import { readHeaderLicence } from '../../licences/header-licence.ts';
import { freezePendingTexts } from '../../warehouse/pending-texts.ts';

/** Reads the licence out of the comments of every text that has no finding of this version. */
export async function readHeaders({ warehouse, progress }: StageContext, version: number): Promise<number> {
  const pending = await freezePendingTexts<{ sha256: string }>(warehouse, {
    name: 'headers',
    query: `SELECT DISTINCT sha256 FROM curated.corpus_files WHERE sha256 IS NOT NULL
      AND sha256 NOT IN (SELECT sha256 FROM fact.file_licences WHERE version = ${version})`,
  });
  let done = 0;
  for await (const rows of pending.batches()) {
    const facts = rows.map(({ sha256, text: source }) => {
      const { spdx, kind, wording, text, start, end } = readHeaderLicence(source);
      return { sha256, version, spdx, kind, wording, text, start_offset: start, end_offset: end };
    });
    await warehouse.append('fact.file_licences', ['sha256', 'version'], facts);
    done += rows.length;
    progress.step({ stage: 'licence', done, total: pending.count, unit: 'headers' });
  }
  return pending.count;
}

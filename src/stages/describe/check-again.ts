import { CHECKS_VERSION, checkDescription } from '../../describe/check-description.ts';
import type { Grain } from '../../describe/grain.ts';
import { moduleFacts } from '../../describe/module-facts.ts';
import type { StageContext } from '../../engine/stage.ts';
import { readStructure } from '../../verilog/structure/structure.ts';
import { readDocuments } from '../../warehouse/bundles.ts';
import { freezePending } from '../../warehouse/pending-batches.ts';

/** Checks texts of earlier runs by today's checks, without asking for them again. */
export async function checkAgain({ warehouse, progress }: StageContext): Promise<void> {
  const pending = await freezePending<{ key: string; module: string; grain: Grain; text: string }>(
    warehouse,
    {
      name: 'description_checks',
      query: `SELECT description_key FROM fact.descriptions
            ANTI JOIN (SELECT description_key FROM fact.description_checks WHERE version = ${CHECKS_VERSION})
            USING (description_key)`,
      batch: 256,
      read: `SELECT description_key AS key, module_sha256 AS module, grain, text
           FROM pending JOIN fact.descriptions USING (description_key) ORDER BY position`,
    },
  );
  let done = 0;
  for await (const rows of pending.batches()) {
    const texts = await readDocuments(
      warehouse,
      rows.map(({ module }) => module),
    );
    const checked = rows.flatMap(({ key, module, grain, text }) => {
      const source = texts.get(module) ?? '';
      const structure = readStructure(source)?.[0];
      if (structure === undefined) return [];
      const { grade, faults } = checkDescription(text, grain, moduleFacts(structure, source));
      return [{ description_key: key, version: CHECKS_VERSION, grade, faults: JSON.stringify(faults) }];
    });
    await warehouse.append('fact.description_checks', ['description_key', 'version'], checked);
    done += rows.length;
    progress.step({ stage: 'describe', done, total: pending.count, unit: 'texts checked again', cached: 0 });
  }
}

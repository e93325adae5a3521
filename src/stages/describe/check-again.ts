import type { Grain } from '../../describe/grain.ts';
import type { StageContext } from '../../engine/stage.ts';
import { freezePending } from '../../warehouse/pending-batches.ts';
import type { DescriptionChecker } from './description-checker.ts';
import { readFacts } from './facts-of-modules.ts';

interface CheckedText {
  key: string;
  module: string;
  grain: Grain;
  source: 'llm' | 'structural';
  text: string;
}

/** Checks texts of earlier runs by today's checks, without asking for them again. */
export async function checkAgain(
  { warehouse, progress }: StageContext,
  checker: DescriptionChecker,
): Promise<void> {
  const pending = await freezePending<CheckedText>(warehouse, {
    name: 'description_checks',
    query: `SELECT description_key FROM fact.descriptions
            ANTI JOIN (SELECT description_key FROM fact.description_checks WHERE checks = ?)
            USING (description_key)`,
    values: [checker.key],
    batch: 256,
    read: `SELECT description_key AS key, module_sha256 AS module, grain, source, text
           FROM pending JOIN fact.descriptions USING (description_key) ORDER BY position`,
  });
  let done = 0;
  for await (const rows of pending.batches()) {
    const known = await readFacts(
      warehouse,
      rows.map(({ module }) => module),
    );
    const checked = rows.flatMap(({ key, module, grain, source: writer, text }) => {
      const facts = known.get(module);
      if (facts === undefined) return [];
      const { grade, faults } = checker.check(text, grain, writer, facts);
      return [{ description_key: key, checks: checker.key, grade, faults: JSON.stringify(faults) }];
    });
    await warehouse.append('fact.description_checks', ['description_key', 'checks'], checked);
    done += rows.length;
    progress.step({ stage: 'describe', done, total: pending.count, unit: 'texts checked again', cached: 0 });
  }
}

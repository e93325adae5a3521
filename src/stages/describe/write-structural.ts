import { keyHash } from '../../core/content-hash.ts';
import { GRAINS } from '../../describe/grain.ts';
import type { ModuleFacts } from '../../describe/module-facts.ts';
import { describeStructure, STRUCTURAL_VERSION } from '../../describe/structural-description.ts';
import type { StageContext } from '../../engine/stage.ts';
import { freezePending } from '../../warehouse/pending-batches.ts';
import type { SqlRow } from '../../warehouse/warehouse.ts';
import type { DescriptionChecker } from './description-checker.ts';
import { readFacts } from './facts-of-modules.ts';

const BATCH = 256;

/** Modules without the structural texts of this version. A module that has none at all has one empty `line`. */
export const STRUCTURAL_PENDING = `
  SELECT module_sha256 FROM curated.describable_modules
  ANTI JOIN (
    SELECT module_sha256 FROM fact.descriptions
    WHERE source = 'structural' AND prompt_version = 'structural@${STRUCTURAL_VERSION}') USING (module_sha256)`;

/** Writes what structure proves of each module, in every grain that has a structural text. Returns modules done. */
export async function writeStructural(
  { warehouse, progress }: StageContext,
  checker: DescriptionChecker,
): Promise<number> {
  const pending = await freezePending<{ module_sha256: string }>(warehouse, {
    name: 'structural_descriptions',
    query: STRUCTURAL_PENDING,
    batch: BATCH,
    read: 'SELECT module_sha256 FROM pending ORDER BY position',
  });
  let done = 0;
  for await (const rows of pending.batches()) {
    const names = rows.map(({ module_sha256 }) => module_sha256);
    const facts = await readFacts(warehouse, names);
    const written = names.flatMap((name) => structuralRows(name, facts.get(name), checker));
    await warehouse.transaction(async () => {
      await warehouse.append(
        'fact.description_checks',
        ['description_key', 'checks'],
        written.map(({ checks }) => checks),
      );
      await warehouse.append(
        'fact.descriptions',
        ['description_key'],
        written.map(({ description }) => description),
      );
    });
    done += names.length;
    progress.step({ stage: 'describe', done, total: pending.count, unit: 'modules by structure', cached: 0 });
  }
  return done;
}

function structuralRows(
  module: string,
  facts: ModuleFacts | undefined,
  checker: DescriptionChecker,
): { description: SqlRow; checks: SqlRow }[] {
  return GRAINS.flatMap((grain) => {
    const written = facts === undefined ? undefined : describeStructure(facts, grain);
    // A module that cannot be parsed leaves one empty line, so that it is not tried for ever.
    if (written === undefined && (facts !== undefined || grain !== 'line')) return [];
    const key = keyHash('description', module, grain, 'structural', String(STRUCTURAL_VERSION));
    const checked =
      facts === undefined || written === undefined
        ? {
            grade: 'unusable',
            faults: [
              { check: 'refusal', weight: 'unusable', reason: 'the module cannot be parsed', excerpt: '' },
            ],
          }
        : checker.check(written, grain, 'structural', facts);
    return [
      {
        description: {
          description_key: key,
          module_sha256: module,
          grain,
          style: '',
          source: 'structural',
          model: '',
          prompt_version: `structural@${STRUCTURAL_VERSION}`,
          settings: '',
          text: written ?? '',
          tokens: 0,
          cost: 0,
        },
        checks: {
          description_key: key,
          checks: checker.key,
          grade: checked.grade,
          faults: JSON.stringify(checked.faults),
        },
      },
    ];
  });
}

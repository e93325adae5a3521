import { join } from 'node:path';
import type { Stage, StageContext, StageOutcome } from '../../engine/stage.ts';
import type { TierRules } from '../../verilog/complexity/tier-rules.ts';
import { DOMAIN_VERSION } from '../../verilog/domain/classify-domain.ts';
import { STRUCTURE_VERSION } from '../../verilog/structure/structure-json.ts';
import { setCurrent } from '../../warehouse/current.ts';
import type { Warehouse } from '../../warehouse/warehouse.ts';
import { type ClassifyRound, classifyPending } from './classify-pending.ts';
import type { ClassifyJob } from './classify-task.ts';
import type { ClassifiedModule } from './classify-text.ts';
import { resolveParts } from './resolve-parts.ts';
import { surroundLevel } from './surround-level.ts';
import { loadTierRules } from './tier-rules-file.ts';

interface ClassifyModulesParameters {
  /** File with the rules of tiers, relative to the project. */
  rules: string;
}

const VERSION = 3;
/** Modules that are classified sooner here than threads have started. */
const FEW = 48;
const TASK = new URL('./classify-task.ts', import.meta.url);

/** Texts that were never read: what they instantiate is known only after that. */
const UNREAD = `
  SELECT module_sha256, netlist, any_value(cells) AS cells, any_value(logic_depth) AS logic_depth, '' AS surroundings
  FROM curated.module_netlists
  ANTI JOIN (SELECT module_sha256 FROM fact.module_structures WHERE version = ${STRUCTURE_VERSION}) USING (module_sha256)
  GROUP BY ALL`;

/** Modules without classes in the surroundings that are stored for them. */
const PENDING = `
  SELECT module_sha256, netlist, any_value(cells) AS cells, any_value(logic_depth) AS logic_depth, surroundings
  FROM curated.module_netlists
  ANTI JOIN (SELECT module_sha256, netlist, surroundings FROM fact.module_classes WHERE rules = $key)
    USING (module_sha256, netlist, surroundings)
  GROUP BY ALL`;

const PENDING_OF_LEVEL = PENDING.replace(
  'ANTI JOIN',
  'SEMI JOIN (SELECT module_id FROM module_levels WHERE level = $level) USING (module_id) ANTI JOIN',
);

/** Gives every module a tier of complexity and its domains, with what decided. */
export const classifyModulesStage: Stage<ClassifyModulesParameters> = {
  name: 'classify-modules',
  version: VERSION,
  scope: 'document',
  summary: 'tier and domain of modules, with reasons',
  reads: ['curated.corpus_modules', 'curated.module_netlists', 'raw.documents'],
  writes: ['fact.module_classes', 'fact.module_structures', 'fact.module_surroundings'],
  parameters: {
    type: 'object',
    additionalProperties: false,
    properties: { rules: { type: 'string', default: 'pipelines/complexity-tiers.yaml' } },
  },
  plan: async ({ warehouse, projectRoot }, { rules }) => {
    const { key } = chosenRules(projectRoot, rules);
    const total = await countModules(warehouse);
    const todo = await warehouse.count(`SELECT count(*) FROM (${PENDING})`, { key });
    return { todo, done: total - todo, why: `distinct modules not classified by the rules of ${rules}` };
  },
  run: classifyModules,
};

/** Parts before the modules that instantiate them, so that what a part is speaks for what is made of it. */
async function classifyModules(
  context: StageContext,
  parameters: ClassifyModulesParameters,
): Promise<StageOutcome> {
  const { warehouse, threads } = context;
  const { key, rules } = chosenRules(context.projectRoot, parameters.rules);
  await setCurrent(warehouse, 'classify-modules', key);
  await warehouse.run(
    `CREATE OR REPLACE TEMP TABLE first_read AS SELECT module_sha256, netlist FROM (${UNREAD})`,
  );
  const todo = await warehouse.count(`SELECT count(*) FROM (${PENDING})`, { key });
  const classify = threads.worker<ClassifyJob, ClassifiedModule[]>(TASK, todo >= FEW);
  const round: ClassifyRound = { classify, rules, key };
  let added = 0;
  try {
    added += await classifyPending(context, round, UNREAD, {});
    const highest = await resolveParts(warehouse);
    for (let level = 0; level <= highest; level++) {
      await surroundLevel(warehouse, key, level);
      added += await classifyPending(context, round, PENDING_OF_LEVEL, { key, level });
    }
  } finally {
    // As behind parsing: the grammar takes memory that the stages behind this one need.
    await threads.close();
  }
  // What was read to learn what it instantiates, and then classified with its parts, was added once.
  const twice = await warehouse.count(
    `SELECT count(*) FROM first_read
     ANTI JOIN (SELECT module_sha256, netlist FROM curated.module_netlists WHERE surroundings = '')
       USING (module_sha256, netlist)`,
  );
  return { ...(await countClasses(warehouse, key)), added: added - twice };
}

async function countClasses(warehouse: Warehouse, key: string): Promise<Omit<StageOutcome, 'added'>> {
  const total = await countModules(warehouse);
  const unclassified = await warehouse.count(
    `SELECT count(*) FROM fact.module_classes SEMI JOIN curated.module_netlists USING (module_sha256, netlist, surroundings)
     WHERE rules = ? AND tier IS NULL`,
    [key],
  );
  const notes = unclassified === 0 ? [] : [`${unclassified} modules cannot be parsed`];
  return { rowsIn: total, kept: total - unclassified, rejected: unclassified, notes };
}

function chosenRules(projectRoot: string, path: string): { key: string; rules: TierRules } {
  const { rules, fingerprint } = loadTierRules(join(projectRoot, path));
  return { key: `${VERSION}.${DOMAIN_VERSION} ${fingerprint}`, rules };
}

async function countModules(warehouse: Warehouse): Promise<number> {
  return warehouse.count(
    'SELECT count(*) FROM (SELECT DISTINCT module_sha256, netlist, surroundings FROM curated.module_netlists)',
  );
}

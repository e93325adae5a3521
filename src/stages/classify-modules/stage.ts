import { join } from 'node:path';
import { partsByLength, ThreadPool } from '../../core/thread-pool.ts';
import type { Stage, StageContext, StageOutcome } from '../../engine/stage.ts';
import type { TierRules } from '../../verilog/complexity/tier-rules.ts';
import { DOMAIN_VERSION } from '../../verilog/domain/classify-domain.ts';
import { STRUCTURE_VERSION } from '../../verilog/structure/structure-json.ts';
import { readDocuments } from '../../warehouse/bundles.ts';
import { setCurrent } from '../../warehouse/current.ts';
import { freezePending } from '../../warehouse/pending-batches.ts';
import type { SqlRow, Warehouse } from '../../warehouse/warehouse.ts';
import type { ClassifiedModule } from './classify-text.ts';
import type { ClassifyJob } from './classify-worker.ts';
import { loadTierRules } from './tier-rules-file.ts';

interface ClassifyModulesParameters {
  /** File with the rules of tiers, relative to the project. */
  rules: string;
}

const VERSION = 2;
const BATCH = 256;
/** Modules that one thread has done before a second has started. */
const FEW = 48;
/** Characters that a thread is given at once. */
const JOB_CHARACTERS = 64 * 1024;
const WORKER = new URL('./classify-worker.ts', import.meta.url);

const PENDING = `
  SELECT module_sha256, netlist, any_value(cells) AS cells, any_value(logic_depth) AS logic_depth
  FROM curated.module_netlists
  ANTI JOIN (SELECT module_sha256, netlist FROM fact.module_classes WHERE rules = ?) USING (module_sha256, netlist)
  GROUP BY ALL`;

/** Gives every module a tier of complexity and its domains, with what decided. */
export const classifyModulesStage: Stage<ClassifyModulesParameters> = {
  name: 'classify-modules',
  version: VERSION,
  scope: 'document',
  summary: 'tier and domain of modules, with reasons',
  reads: ['curated.module_netlists', 'raw.documents'],
  writes: ['fact.module_classes', 'fact.module_structures'],
  parameters: {
    type: 'object',
    additionalProperties: false,
    properties: { rules: { type: 'string', default: 'pipelines/complexity-tiers.yaml' } },
  },
  plan: async ({ warehouse, projectRoot }, { rules }) => {
    const { key } = chosenRules(projectRoot, rules);
    const total = await countModules(warehouse);
    const todo = await warehouse.count(`SELECT count(*) FROM (${PENDING})`, [key]);
    return { todo, done: total - todo, why: `distinct modules not classified by the rules of ${rules}` };
  },
  run: classifyPending,
};

interface PendingModule {
  module_sha256: string;
  netlist: string;
  cells: number | null;
  logic_depth: number | null;
}

async function classifyPending(
  { warehouse, projectRoot, progress }: StageContext,
  parameters: ClassifyModulesParameters,
): Promise<StageOutcome> {
  const { key, rules } = chosenRules(projectRoot, parameters.rules);
  await setCurrent(warehouse, 'classify-modules', key);
  const total = await countModules(warehouse);
  const pending = await freezePending<PendingModule>(warehouse, {
    name: 'module_classes',
    query: PENDING,
    values: [key],
    batch: BATCH,
    read: 'SELECT module_sha256, netlist, cells, logic_depth FROM pending ORDER BY position',
  });
  const pool = new ThreadPool<ClassifyJob, ClassifiedModule[]>(WORKER, threadsFor(pending.count));
  try {
    let done = 0;
    for await (const rows of pending.batches()) {
      await storeClasses(warehouse, key, rows, await classifyAll(warehouse, pool, rows, rules));
      done += rows.length;
      const cached = total - pending.count;
      progress.step({ stage: 'classify-modules', done, total: pending.count, unit: 'modules', cached });
    }
  } finally {
    await pool.close();
  }
  const unclassified = await warehouse.count(
    'SELECT count(*) FROM fact.module_classes SEMI JOIN curated.module_netlists USING (module_sha256, netlist) WHERE rules = ? AND tier IS NULL',
    [key],
  );
  const notes = unclassified === 0 ? [] : [`${unclassified} modules cannot be parsed`];
  return { rowsIn: total, kept: total - unclassified, rejected: unclassified, added: pending.count, notes };
}

/** A second thread is worth its start from some tens of modules on. */
function threadsFor(modules: number): number {
  return modules < FEW ? 1 : 0;
}

async function classifyAll(
  warehouse: Warehouse,
  pool: ThreadPool<ClassifyJob, ClassifiedModule[]>,
  rows: readonly PendingModule[],
  rules: TierRules,
): Promise<ClassifiedModule[]> {
  const texts = await readDocuments(
    warehouse,
    rows.map(({ module_sha256 }) => module_sha256),
  );
  const modules = rows.map(({ module_sha256, cells, logic_depth }) => ({
    text: texts.get(module_sha256) ?? '',
    cells,
    logic_depth,
  }));
  const parts = partsByLength(modules, ({ text }) => text.length, JOB_CHARACTERS);
  return (await pool.map(parts.map((part) => ({ modules: part, rules })))).flat();
}

/** A module without a structure is stored without classes, so that it is done. */
async function storeClasses(
  warehouse: Warehouse,
  key: string,
  rows: readonly PendingModule[],
  classified: readonly ClassifiedModule[],
): Promise<void> {
  const structures = rows.map(({ module_sha256 }, at): SqlRow => {
    const { structure } = classified[at]!;
    return { module_sha256, version: STRUCTURE_VERSION, structure };
  });
  await warehouse.append('fact.module_structures', ['module_sha256', 'version'], structures);
  const classes = rows.map(({ module_sha256, netlist }, at): SqlRow => {
    const { structure: _, ...columns } = classified[at]!;
    return { module_sha256, netlist, rules: key, ...columns };
  });
  await warehouse.append('fact.module_classes', ['module_sha256', 'netlist', 'rules'], classes);
}

function chosenRules(projectRoot: string, path: string): { key: string; rules: TierRules } {
  const { rules, fingerprint } = loadTierRules(join(projectRoot, path));
  return { key: `${VERSION}.${DOMAIN_VERSION} ${fingerprint}`, rules };
}

async function countModules(warehouse: Warehouse): Promise<number> {
  return warehouse.count(
    'SELECT count(*) FROM (SELECT DISTINCT module_sha256, netlist FROM curated.module_netlists)',
  );
}

import { partsByLength } from '../../core/thread-pool.ts';
import type { StageContext } from '../../engine/stage.ts';
import type { TierRules } from '../../verilog/complexity/tier-rules.ts';
import { STRUCTURE_VERSION } from '../../verilog/structure/structure-json.ts';
import { readDocuments } from '../../warehouse/bundles.ts';
import { freezePending } from '../../warehouse/pending-batches.ts';
import type { SqlRow, SqlValues, Warehouse } from '../../warehouse/warehouse.ts';
import type { ClassifyJob } from './classify-task.ts';
import type { ClassifiedModule } from './classify-text.ts';

/** How a round classifies. */
export interface ClassifyRound {
  classify: (job: ClassifyJob) => Promise<ClassifiedModule[]>;
  rules: TierRules;
  /** Version of the classifier and content of the rules. */
  key: string;
}

/** Modules that are stored at once. */
const BATCH = 256;
/** Characters that a thread is given at once. */
const JOB_CHARACTERS = 64 * 1024;

interface PendingModule {
  module_sha256: string;
  netlist: string;
  cells: number | null;
  logic_depth: number | null;
  surroundings: string;
}

/**
 * Classifies what a query gives and stores it, a batch at a time.
 * @param query SELECT of module_sha256, netlist, cells, logic_depth, surroundings
 * @returns how many there were
 */
export async function classifyPending(
  { warehouse, progress }: StageContext,
  { classify, rules, key }: ClassifyRound,
  query: string,
  values: SqlValues,
): Promise<number> {
  const pending = await freezePending<PendingModule>(warehouse, {
    name: 'module_classes',
    query,
    values,
    batch: BATCH,
    read: 'SELECT module_sha256, netlist, cells, logic_depth, surroundings FROM pending ORDER BY position',
  });
  let done = 0;
  for await (const rows of pending.batches()) {
    await storeClasses(warehouse, key, rows, await classifyAll(warehouse, classify, rows, rules));
    done += rows.length;
    progress.step({ stage: 'classify-modules', done, total: pending.count, unit: 'modules' });
  }
  return pending.count;
}

async function classifyAll(
  warehouse: Warehouse,
  classify: ClassifyRound['classify'],
  rows: readonly PendingModule[],
  rules: TierRules,
): Promise<ClassifiedModule[]> {
  const texts = await readDocuments(
    warehouse,
    rows.map(({ module_sha256 }) => module_sha256),
  );
  const modules = rows.map(({ module_sha256, cells, logic_depth, surroundings }) => ({
    text: texts.get(module_sha256) ?? '',
    cells,
    logic_depth,
    surroundings,
  }));
  const parts = partsByLength(modules, ({ text }) => text.length, JOB_CHARACTERS);
  return (await Promise.all(parts.map((part) => classify({ modules: part, rules })))).flat();
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
  const classes = rows.map(({ module_sha256, netlist, surroundings }, at): SqlRow => {
    const { structure: _, ...columns } = classified[at]!;
    return { module_sha256, netlist, surroundings, rules: key, ...columns };
  });
  await warehouse.append(
    'fact.module_classes',
    ['module_sha256', 'netlist', 'surroundings', 'rules'],
    classes,
  );
}

import { keyHash } from '../../core/content-hash.ts';
import { mapConcurrently } from '../../core/map-concurrently.ts';
import type { StageContext, StageOutcome } from '../../engine/stage.ts';
import { StalledWork } from '../../engine/stalled-work.ts';
import { type Candidate, closureCandidates } from '../../verilog/closure/candidates.ts';
import { loadParser } from '../../verilog/parser.ts';
import type { DocumentRows } from '../../warehouse/bundles.ts';
import { current, setCurrent } from '../../warehouse/current.ts';
import type { Warehouse } from '../../warehouse/warehouse.ts';
import { closureRow } from './closure-row.ts';
import { ClosureStore, type FinishedClosure } from './closure-store.ts';
import { type FrontEndOptions, FrontEnds, frontEndConfiguration } from './front-ends.ts';
import { countGroups } from './pending-groups.ts';
import { type ClosureTask, pendingTasks } from './pending-tasks.ts';
import { tryCandidates } from './try-candidates.ts';

/** Raise it when the same files would give other candidates. */
export const CLOSURE_VERSION = 1;

/** Modules being tried at once; each waits for one lane at a time. */
const IN_PROGRESS = 8;

/** What results depend on besides the files: this code, the parser that lists modules, the tools and options. */
export async function closureConfiguration(warehouse: Warehouse, options: FrontEndOptions): Promise<string> {
  const parsed = (await current(warehouse, 'parse')) ?? 'not parsed';
  return keyHash(String(CLOSURE_VERSION), parsed, await frontEndConfiguration(options));
}

/** Finds a bundle that compiles for every module of the groups whose state is new. */
export async function closePending(context: StageContext, options: FrontEndOptions): Promise<StageOutcome> {
  const { warehouse } = context;
  const configuration = await closureConfiguration(warehouse, options);
  await setCurrent(warehouse, 'closure', configuration);
  const { pending } = await countGroups(warehouse, configuration);
  const stalled = new StalledWork();
  const added = pending === 0 ? 0 : await closeAll(context, options, configuration, stalled);
  const counts = await countByFrontEnd(warehouse);
  const rowsIn = counts.reduce((sum, { modules }) => sum + modules, 0);
  const rejected = counts.find(({ frontEnd }) => frontEnd === null)?.modules ?? 0;
  const compiling = counts.flatMap(({ frontEnd, modules }) =>
    frontEnd === null ? [] : [`${modules} compile with ${frontEnd}`],
  );
  const notes = [...compiling, ...stalled.tell('modules', context.progress)];
  return { rowsIn, kept: rowsIn - rejected, rejected, added, notes };
}

async function closeAll(
  context: StageContext,
  options: FrontEndOptions,
  configuration: string,
  stalled: StalledWork,
): Promise<number> {
  const { warehouse, progress } = context;
  await loadParser();
  const frontEnds = await FrontEnds.open(options);
  const store = new ClosureStore(warehouse, configuration);
  let done = 0;
  try {
    const work = async (task: ClosureTask): Promise<{ task: ClosureTask; finished?: FinishedClosure }> => {
      const finished = await stalled.try(task.name, finish(frontEnds, configuration, task));
      return finished === undefined ? { task } : { task, finished };
    };
    for await (const { task, finished } of mapConcurrently(
      pendingTasks(warehouse, configuration, store),
      IN_PROGRESS,
      work,
    )) {
      if (finished === undefined) store.leave(task);
      else await store.add(finished);
      done += 1;
      progress.step({ stage: 'closure', done, unit: 'modules' });
    }
    await store.flush();
  } finally {
    await frontEnds.close();
  }
  return done - stalled.count;
}

async function finish(
  frontEnds: FrontEnds,
  configuration: string,
  task: ClosureTask,
): Promise<FinishedClosure> {
  const { sources, path, name, keys } = task;
  // Made again, not kept: a repository's candidates would fill the memory.
  const candidates: Candidate[] = [...closureCandidates(sources.tableOf, path, name)];
  const trial = await tryCandidates(
    candidates,
    await sources.raw(path),
    (candidate) => sources.render(candidate),
    (frontEnd, source) => frontEnds.elaborate(frontEnd, source),
  );
  const { chosen } = trial;
  const closureKey = chosen === undefined ? keys.at(-1)! : keys[candidates.indexOf(chosen.candidate)]!;
  const documents: DocumentRows = { documents: [], bundleFiles: [] };
  const row = closureRow({ closureKey, configuration }, candidates, trial, documents);
  return { task, closureKey, row, documents };
}

/** Modules that each front end takes; null: that none does. */
async function countByFrontEnd(
  warehouse: Warehouse,
): Promise<{ frontEnd: string | null; modules: number }[]> {
  const rows = await warehouse.rows<{ front_end: string | null; modules: bigint }>(
    'SELECT front_end, count(*) AS modules FROM curated.module_bundles GROUP BY 1 ORDER BY 2 DESC, 1',
  );
  return rows.map(({ front_end, modules }) => ({ frontEnd: front_end, modules: Number(modules) }));
}

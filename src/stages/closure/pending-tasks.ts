import { keyHash } from '../../core/content-hash.ts';
import { closureCandidates } from '../../verilog/closure/candidates.ts';
import { readDocuments } from '../../warehouse/bundles.ts';
import type { Warehouse } from '../../warehouse/warehouse.ts';
import type { ClosureStore } from './closure-store.ts';
import { type FileGroup, pendingGroups, type WantedModule } from './pending-groups.ts';
import { RepositorySources } from './repository-sources.ts';

/** Modules that are looked up at once. */
const BATCH = 64;

/** A module to be tried. */
export interface ClosureTask extends WantedModule {
  group: FileGroup;
  sources: RepositorySources;
  /** Keys of what trying this many candidates comes to, one for each. */
  keys: string[];
}

/** The modules whose closure is not known, group by group; known ones are noted on the way. */
export async function* pendingTasks(
  warehouse: Warehouse,
  configuration: string,
  store: ClosureStore,
): AsyncGenerator<ClosureTask> {
  for await (const group of pendingGroups(warehouse, configuration)) {
    const sources = await RepositorySources.read(group.files, (names) => readDocuments(warehouse, names));
    store.begin(group);
    for (let start = 0; start < group.modules.length; start += BATCH) {
      const tasks = group.modules.slice(start, start + BATCH).map((module): ClosureTask => {
        const candidates = closureCandidates(sources.tableOf, module.path, module.name);
        const manifests = [...candidates].map((candidate) => sources.manifest(candidate));
        return { ...module, group, sources, keys: chainedKeys(manifests) };
      });
      const known = await knownClosures(warehouse, configuration, tasks);
      for (const task of tasks) {
        const key = known(task);
        if (key === undefined) yield task;
        else store.note(task, key);
      }
      await store.flushWhenFull();
    }
    store.allListed(group);
  }
}

/**
 * A result depends on the candidates up to the one that compiles and on no later one. So each number of candidates has
 * a key of its own, made from the key before it.
 */
function chainedKeys(manifests: readonly string[]): string[] {
  const keys: string[] = [];
  for (const manifest of manifests) keys.push(keyHash('closure', keys.at(-1) ?? '', manifest));
  return keys.length === 0 ? [keyHash('closure', 'no candidate')] : keys;
}

/** Looks the tasks up: gives the key under which a task's result stands, or undefined. */
async function knownClosures(
  warehouse: Warehouse,
  configuration: string,
  tasks: readonly ClosureTask[],
): Promise<(task: ClosureTask) => string | undefined> {
  const rows = await warehouse.rows<{ closure_key: string; compiles: boolean }>(
    `SELECT closure_key, bundle_sha256 IS NOT NULL AS compiles FROM fact.closures
     WHERE configuration = ? AND closure_key IN (SELECT unnest(from_json(?, '["VARCHAR"]')))`,
    [configuration, JSON.stringify(tasks.flatMap((task) => task.keys))],
  );
  const known = new Map(rows.map((row) => [row.closure_key, row.compiles]));
  // That some candidates do not compile is the end of it only where there are no more.
  return ({ keys }) =>
    keys.find((key, at) => known.get(key) === true || (known.has(key) && at === keys.length - 1));
}

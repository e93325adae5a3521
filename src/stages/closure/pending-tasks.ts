import { keyHash } from '../../core/content-hash.ts';
import { closureCandidates } from '../../verilog/closure/candidates.ts';
import { readDocuments } from '../../warehouse/bundles.ts';
import type { Warehouse } from '../../warehouse/warehouse.ts';
import type { ClosureStore } from './closure-store.ts';
import { type FileGroup, pendingGroups, type WantedModule } from './pending-groups.ts';
import { type ReadTexts, RepositorySources } from './repository-sources.ts';

/** Modules that are looked up at once. */
const BATCH = 64;
/** Files of small groups that are taken together, and their bytes. */
const MOST_FILES = 256;
const MOST_BYTES = 16 * 1024 * 1024;

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
  for await (const groups of smallGroupsTogether(pendingGroups(warehouse, configuration))) {
    const readTexts = await textReader(warehouse, groups);
    let tasks: ClosureTask[] = [];
    for (const group of groups) {
      const sources = await RepositorySources.read(group.files, readTexts);
      store.begin(group);
      for (const module of group.modules) {
        tasks.push(closureTask(group, sources, module));
        if (tasks.length < BATCH) continue;
        yield* unknownTasks(warehouse, configuration, store, tasks);
        tasks = [];
      }
    }
    yield* unknownTasks(warehouse, configuration, store, tasks);
    for (const group of groups) store.allListed(group);
  }
}

/** Rows of a data set are mostly groups of one file: what is asked of the warehouse is asked for many at once. */
async function* smallGroupsTogether(groups: AsyncIterable<FileGroup>): AsyncGenerator<FileGroup[]> {
  let together: FileGroup[] = [];
  let files = 0;
  let bytes = 0;
  for await (const group of groups) {
    if (together.length > 0 && (files + group.files.size > MOST_FILES || bytes + group.bytes > MOST_BYTES)) {
      yield together;
      together = [];
      files = 0;
      bytes = 0;
    }
    together.push(group);
    files += group.files.size;
    bytes += group.bytes;
  }
  if (together.length > 0) yield together;
}

/** Reads the texts of several small groups at once; those of a large one when they are asked for. */
async function textReader(warehouse: Warehouse, groups: readonly FileGroup[]): Promise<ReadTexts> {
  if (groups.length === 1) return (names) => readDocuments(warehouse, names);
  const texts = await readDocuments(
    warehouse,
    groups.flatMap(({ files }) => [...files.values()]),
  );
  return async () => texts;
}

function closureTask(group: FileGroup, sources: RepositorySources, module: WantedModule): ClosureTask {
  const candidates = closureCandidates(sources.tableOf, module.path, module.name);
  const manifests = [...candidates].map((candidate) => sources.manifest(candidate));
  return { ...module, group, sources, keys: chainedKeys(manifests) };
}

async function* unknownTasks(
  warehouse: Warehouse,
  configuration: string,
  store: ClosureStore,
  tasks: readonly ClosureTask[],
): AsyncGenerator<ClosureTask> {
  if (tasks.length === 0) return;
  const known = await knownClosures(warehouse, configuration, tasks);
  for (const task of tasks) {
    const key = known(task);
    if (key === undefined) yield task;
    else store.note(task, key);
  }
  await store.flushWhenFull();
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

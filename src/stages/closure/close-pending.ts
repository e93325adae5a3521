import { keyHash } from '../../core/content-hash.ts';
import { mapConcurrently } from '../../core/map-concurrently.ts';
import type { StageContext, StageOutcome } from '../../engine/stage.ts';
import { type Candidate, closureCandidates } from '../../verilog/closure/candidates.ts';
import { loadParser } from '../../verilog/parser.ts';
import { type DocumentRows, readDocuments, writeDocuments } from '../../warehouse/bundles.ts';
import { current, setCurrent } from '../../warehouse/current.ts';
import type { SqlRow, Warehouse } from '../../warehouse/warehouse.ts';
import { closureRow } from './closure-row.ts';
import { type FrontEndOptions, FrontEnds, frontEndConfiguration } from './front-ends.ts';
import { countGroups, type FileGroup, pendingGroups, type WantedModule } from './pending-groups.ts';
import { RepositorySources } from './repository-sources.ts';
import { tryCandidates } from './try-candidates.ts';

/** Raise it when the same files would give other candidates. */
export const CLOSURE_VERSION = 1;

/** Modules that are looked up at once, and results stored at once: with those in progress, what a kill can lose. */
const BATCH = 64;
/** Known closures that are noted at once. */
const MOST_NOTED = 4096;
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
  const added = pending === 0 ? 0 : await closeAll(context, options, configuration);
  const modules = await warehouse.count("SELECT count(*) FROM curated.corpus_modules WHERE kind = 'module'");
  const notes = await describe(warehouse);
  return { rowsIn: modules, kept: modules, rejected: 0, added, notes };
}

async function closeAll(
  context: StageContext,
  options: FrontEndOptions,
  configuration: string,
): Promise<number> {
  const { warehouse, progress } = context;
  await loadParser();
  const frontEnds = await FrontEnds.open(options);
  const store = new ClosureStore(warehouse, configuration);
  let done = 0;
  try {
    const work = (task: Task): Promise<Finished> => finish(frontEnds, configuration, task);
    for await (const finished of mapConcurrently(
      pendingTasks(warehouse, configuration, store),
      IN_PROGRESS,
      work,
    )) {
      done += 1;
      progress.step({ stage: 'closure', done, unit: 'modules' });
      await store.add(finished);
    }
    await store.flush();
  } finally {
    await frontEnds.close();
  }
  return done;
}

/** A module to be tried. */
interface Task extends WantedModule {
  group: FileGroup;
  sources: RepositorySources;
  closureKey: string;
}

interface Finished {
  task: Task;
  row: SqlRow;
  documents: DocumentRows;
}

/** The modules whose closure is not known, group by group; known ones are noted on the way. */
async function* pendingTasks(
  warehouse: Warehouse,
  configuration: string,
  store: ClosureStore,
): AsyncGenerator<Task> {
  for await (const group of pendingGroups(warehouse, configuration)) {
    const sources = await RepositorySources.read(group.files, (names) => readDocuments(warehouse, names));
    store.begin(group);
    for (let start = 0; start < group.modules.length; start += BATCH) {
      const tasks = group.modules.slice(start, start + BATCH).map((module): Task => {
        const candidates = closureCandidates(sources.tableOf, module.path, module.name);
        const manifests = [...candidates].map((candidate) => sources.manifest(candidate));
        return { ...module, group, sources, closureKey: keyHash('closure', ...manifests) };
      });
      const known = await knownClosures(warehouse, configuration, tasks);
      for (const task of tasks) {
        if (known.has(task.closureKey)) store.note(task);
        else yield task;
      }
      await store.flushWhenFull();
    }
    store.allListed(group);
  }
}

async function knownClosures(
  warehouse: Warehouse,
  configuration: string,
  tasks: readonly Task[],
): Promise<Set<string>> {
  const rows = await warehouse.rows<{ closure_key: string }>(
    `SELECT closure_key FROM fact.closures
     WHERE configuration = ? AND closure_key IN (SELECT unnest(from_json(?, '["VARCHAR"]')))`,
    [configuration, JSON.stringify(tasks.map((task) => task.closureKey))],
  );
  return new Set(rows.map((row) => row.closure_key));
}

async function finish(frontEnds: FrontEnds, configuration: string, task: Task): Promise<Finished> {
  const { sources, path, name, closureKey } = task;
  // Made again, not kept: a repository's candidates would fill the memory.
  const candidates: Candidate[] = [...closureCandidates(sources.tableOf, path, name)];
  const trial = await tryCandidates(
    candidates,
    await sources.raw(path),
    (candidate) => sources.render(candidate),
    (frontEnd, source) => frontEnds.elaborate(frontEnd, source),
  );
  const documents: DocumentRows = { documents: [], bundleFiles: [] };
  return { task, row: closureRow({ closureKey, configuration }, candidates, trial, documents), documents };
}

/** Stores results in batches; a group counts as finished when all its modules are stored. */
class ClosureStore {
  readonly #warehouse: Warehouse;
  readonly #configuration: string;
  readonly #open = new Map<FileGroup, { missing: number; listed: boolean }>();
  #finished: Finished[] = [];
  #modules: SqlRow[] = [];
  #counted: FileGroup[] = [];

  constructor(warehouse: Warehouse, configuration: string) {
    this.#warehouse = warehouse;
    this.#configuration = configuration;
  }

  begin(group: FileGroup): void {
    this.#open.set(group, { missing: group.modules.length, listed: false });
  }

  /** The closure of a module is known already. */
  note(task: Task): void {
    const { group, moduleId, closureKey } = task;
    this.#modules.push({
      state: group.state,
      configuration: this.#configuration,
      module_id: moduleId,
      closure_key: closureKey,
    });
    this.#counted.push(group);
  }

  allListed(group: FileGroup): void {
    this.#open.get(group)!.listed = true;
  }

  async add(finished: Finished): Promise<void> {
    this.#finished.push(finished);
    this.note(finished.task);
    await this.flushWhenFull();
  }

  async flushWhenFull(): Promise<void> {
    if (this.#finished.length >= BATCH || this.#modules.length >= MOST_NOTED) await this.flush();
  }

  async flush(): Promise<void> {
    const finished = this.#finished.splice(0);
    const modules = this.#modules.splice(0);
    for (const group of this.#counted.splice(0)) this.#open.get(group)!.missing -= 1;
    const closed = [...this.#open].filter(([, { missing, listed }]) => listed && missing === 0);
    for (const [group] of closed) this.#open.delete(group);
    await this.#warehouse.transaction(async () => {
      await writeDocuments(this.#warehouse, {
        documents: finished.flatMap(({ documents }) => documents.documents),
        bundleFiles: finished.flatMap(({ documents }) => documents.bundleFiles),
      });
      const rows = finished.map(({ row }) => row);
      await this.#warehouse.append('fact.closures', ['closure_key', 'configuration'], rows);
      await this.#warehouse.append('fact.module_closures', ['state', 'configuration', 'module_id'], modules);
      await this.#markClosed(closed.map(([group]) => group));
    });
  }

  /** The newest row of a group says which state it is in: going back to an earlier state needs a new one. */
  async #markClosed(groups: readonly FileGroup[]): Promise<void> {
    if (groups.length === 0) return;
    const first = await this.#warehouse.count('SELECT count(*) FROM fact.closed_repositories');
    const rows = groups.map((group, index) => ({
      group_id: group.groupId,
      state: group.state,
      configuration: this.#configuration,
      modules: group.modules.length,
      sequence: first + index,
    }));
    await this.#warehouse.append(
      'fact.closed_repositories',
      ['group_id', 'state', 'configuration', 'sequence'],
      rows,
    );
  }
}

async function describe(warehouse: Warehouse): Promise<string[]> {
  const rows = await warehouse.rows<{ front_end: string | null; modules: bigint }>(
    `SELECT front_end, count(*) AS modules FROM curated.module_bundles GROUP BY 1 ORDER BY 2 DESC, 1`,
  );
  return rows.map(({ front_end, modules }) =>
    front_end === null ? `${modules} do not compile` : `${modules} compile with ${front_end}`,
  );
}

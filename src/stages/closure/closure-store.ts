import { type DocumentRows, writeDocuments } from '../../warehouse/bundles.ts';
import type { SqlRow, Warehouse } from '../../warehouse/warehouse.ts';
import type { FileGroup } from './pending-groups.ts';
import type { ClosureTask } from './pending-tasks.ts';

/** Results that are stored at once: with those in progress, the most that a kill can lose. */
const BATCH = 64;
/** Known closures that are noted at once. */
const MOST_NOTED = 4096;

/** What trying a module came to, ready to be stored. */
export interface FinishedClosure {
  task: ClosureTask;
  closureKey: string;
  row: SqlRow;
  documents: DocumentRows;
}

/** Stores results in batches; a group is finished when all its modules are stored or left. */
export class ClosureStore {
  readonly #warehouse: Warehouse;
  readonly #configuration: string;
  readonly #open = new Map<FileGroup, { missing: number; listed: boolean }>();
  #finished: FinishedClosure[] = [];
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
  note({ group, moduleId }: ClosureTask, closureKey: string): void {
    this.#modules.push({
      state: group.state,
      configuration: this.#configuration,
      module_id: moduleId,
      closure_key: closureKey,
    });
    this.#counted.push(group);
  }

  /** A module stays without a closure; its group is finished without it, and counts as pending all the same. */
  leave({ group }: ClosureTask): void {
    this.#counted.push(group);
  }

  allListed(group: FileGroup): void {
    this.#open.get(group)!.listed = true;
  }

  async add(finished: FinishedClosure): Promise<void> {
    this.#finished.push(finished);
    this.note(finished.task, finished.closureKey);
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

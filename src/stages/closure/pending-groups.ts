import { freezePending } from '../../warehouse/pending-batches.ts';
import type { Warehouse } from '../../warehouse/warehouse.ts';

/** A module whose closure is wanted. */
export interface WantedModule {
  moduleId: string;
  name: string;
  path: string;
}

/** Files that may be companions, and the modules among them. */
export interface FileGroup {
  groupId: string;
  /** Hash over the files and what the filters say of them. */
  state: string;
  /** SHA-256 by path; of rows of a data set with one path, the later ones are numbered. */
  files: Map<string, string>;
  /** Of all its files. */
  bytes: number;
  modules: WantedModule[];
}

/** Files of groups that are read at once. */
const BATCH = 2048;

/** Every group with a hash of its state; `key_files` says which files count. */
const STATES = `
  SELECT group_id, sha256(string_agg(concat_ws(' ', path, ordinal, sha256, decision), chr(10)
    ORDER BY path, ordinal)) AS state
  FROM curated.screened_files WHERE sha256 IS NOT NULL GROUP BY group_id`;

/** The newest finished states, without those in which a module was left. */
const CLOSED = `
  SELECT r.group_id, r.state FROM (
    SELECT * FROM fact.closed_repositories
    QUALIFY row_number() OVER (PARTITION BY group_id ORDER BY sequence DESC) = 1) AS r
  ANTI JOIN (
    SELECT m.group_id, n.state FROM curated.corpus_modules AS m
    JOIN (${STATES}) AS n USING (group_id)
    ANTI JOIN (SELECT state, module_id FROM fact.module_closures WHERE configuration = $configuration)
      USING (state, module_id)
    WHERE m.kind = 'module'
  ) USING (group_id, state)
  WHERE r.configuration = $configuration`;

/** Groups that are not closed, under this version and configuration, in the state that they are in. */
const PENDING = `
  SELECT now.group_id, now.state FROM (${STATES}) AS now ANTI JOIN (${CLOSED}) USING (group_id, state)`;

/** How many groups there are, and how many of them have to be looked at. */
export async function countGroups(
  warehouse: Warehouse,
  configuration: string,
): Promise<{ total: number; pending: number }> {
  const total = await warehouse.count(`SELECT count(*) FROM (${STATES})`);
  const pending = await warehouse.count(`SELECT count(*) FROM (${PENDING})`, { configuration });
  return { total, pending };
}

interface FileRow {
  group_id: string;
  state: string;
  path: string;
  ordinal: number;
  sha256: string;
  bytes: bigint;
  file_id: string;
}

/** The groups to look at, one after the other. Memory holds one group and one batch of files. */
export async function* pendingGroups(warehouse: Warehouse, configuration: string): AsyncGenerator<FileGroup> {
  const pending = await freezePending<FileRow>(warehouse, {
    name: 'closure',
    query: `SELECT group_id, path, ordinal, state, sha256, bytes, file_id
      FROM curated.screened_files JOIN (${PENDING}) USING (group_id) WHERE sha256 IS NOT NULL`,
    values: { configuration },
    batch: BATCH,
    read: 'SELECT * FROM pending ORDER BY position',
  });
  let group: FileGroup | undefined;
  for await (const rows of pending.batches()) {
    const modules = await modulesOf(warehouse, rows);
    for (const row of rows) {
      if (group !== undefined && group.groupId !== row.group_id) {
        yield group;
        group = undefined;
      }
      group ??= { groupId: row.group_id, state: row.state, files: new Map(), bytes: 0, modules: [] };
      const path = freePath(row, group.files);
      group.files.set(path, row.sha256);
      group.bytes += Number(row.bytes);
      group.modules.push(...(modules.get(row.file_id) ?? []).map((module) => ({ ...module, path })));
    }
  }
  if (group !== undefined) yield group;
}

function freePath({ path, ordinal }: FileRow, files: ReadonlyMap<string, string>): string {
  return files.has(path) ? `${path}#${ordinal}` : path;
}

/** Modules by file. */
async function modulesOf(
  warehouse: Warehouse,
  files: readonly FileRow[],
): Promise<Map<string, Omit<WantedModule, 'path'>[]>> {
  const rows = await warehouse.rows<{ file_id: string; module_id: string; name: string }>(
    `SELECT file_id, module_id, name FROM curated.corpus_modules
     WHERE kind = 'module' AND file_id IN (SELECT unnest(from_json(?, '["VARCHAR"]')))
     ORDER BY file_id, position`,
    [JSON.stringify(files.map((file) => file.file_id))],
  );
  const modules = new Map<string, Omit<WantedModule, 'path'>[]>();
  for (const { file_id, module_id, name } of rows) {
    modules.set(file_id, [...(modules.get(file_id) ?? []), { moduleId: module_id, name }]);
  }
  return modules;
}

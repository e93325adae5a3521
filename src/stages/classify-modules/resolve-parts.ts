import { nearestPath } from '../../verilog/closure/repository-paths.ts';
import { STRUCTURE_VERSION } from '../../verilog/structure/structure-json.ts';
import { freezePending } from '../../warehouse/pending-batches.ts';
import type { SqlRow, Warehouse } from '../../warehouse/warehouse.ts';

const BATCH = 2048;
/** Levels of instances that are told apart; what is nested deeper is taken with the last. */
const DEEPEST = 12;

/** A module of a repository and the modules that it instantiates, by name. */
interface ModuleRow {
  group_id: string;
  module_id: string;
  name: string;
  path: string;
  /** JSON list. */
  parts: string | null;
}

/**
 * Finds for every module which modules of its repository its instances are, and how many levels stand below it. Leaves
 * two temporary tables: `module_parts` (module_id, part, part_id) and `module_levels` (module_id, path, level).
 * @returns the highest level
 */
export async function resolveParts(warehouse: Warehouse): Promise<number> {
  await warehouse.run(
    'CREATE OR REPLACE TEMP TABLE module_parts (module_id VARCHAR, part VARCHAR, part_id VARCHAR)',
  );
  await warehouse.run(
    'CREATE OR REPLACE TEMP TABLE module_levels (module_id VARCHAR, path VARCHAR, level INTEGER)',
  );
  let highest = 0;
  for await (const modules of repositories(warehouse)) {
    const parts = partsOf(modules);
    const levels = levelsOf(parts);
    await warehouse.append(
      'module_parts',
      ['module_id', 'part'],
      [...parts].flatMap(([module_id, own]) =>
        own.map(({ part, part_id }): SqlRow => ({ module_id, part, part_id })),
      ),
    );
    await warehouse.append(
      'module_levels',
      ['module_id'],
      modules.map(({ module_id, path }): SqlRow => ({ module_id, path, level: levels.get(module_id) ?? 0 })),
    );
    for (const level of levels.values()) highest = Math.max(highest, level);
  }
  return highest;
}

/** The modules of one repository after the other. Memory holds one repository. */
async function* repositories(warehouse: Warehouse): AsyncGenerator<ModuleRow[]> {
  const frozen = await freezePending<ModuleRow>(warehouse, {
    name: 'module_groups',
    query: `SELECT group_id, path, position AS place, module_id, name, module_sha256
      FROM curated.corpus_modules WHERE kind = 'module'`,
    batch: BATCH,
    read: `SELECT group_id, module_id, name, path,
        to_json(list_distinct(json_extract_string(structure, '$.instances[*].moduleName'))) AS parts
      FROM pending LEFT JOIN (SELECT * FROM fact.module_structures WHERE version = ${STRUCTURE_VERSION}) USING (module_sha256)
      ORDER BY pending.position`,
  });
  let group: ModuleRow[] = [];
  for await (const rows of frozen.batches()) {
    for (const row of rows) {
      if (group.length > 0 && group[0]!.group_id !== row.group_id) {
        yield group;
        group = [];
      }
      group.push(row);
    }
  }
  if (group.length > 0) yield group;
}

/** The modules that the instances of each are: of several with the name, the nearest. */
function partsOf(modules: readonly ModuleRow[]): Map<string, { part: string; part_id: string }[]> {
  const byName = new Map<string, ModuleRow[]>();
  for (const module of modules) byName.set(module.name, [...(byName.get(module.name) ?? []), module]);
  const nearest = (from: string, name: string): string | undefined => {
    const named = byName.get(name) ?? [];
    const path = nearestPath(
      from,
      named.map((one) => one.path),
      name,
    );
    return named.find((one) => one.path === path)?.module_id;
  };
  const parts = new Map<string, { part: string; part_id: string }[]>();
  for (const { module_id, path, parts: names } of modules) {
    const own = (JSON.parse(names ?? '[]') as string[]).sort().flatMap((part) => {
      const part_id = nearest(path, part);
      return part_id === undefined || part_id === module_id ? [] : [{ part, part_id }];
    });
    if (own.length > 0) parts.set(module_id, own);
  }
  return parts;
}

/** Levels of instances below each module that has parts; modules that contain each other end where they meet. */
function levelsOf(parts: ReadonlyMap<string, readonly { part_id: string }[]>): Map<string, number> {
  const levels = new Map<string, number>();
  const open = new Set<string>();
  const levelOf = (module: string): number => {
    const known = levels.get(module);
    const own = parts.get(module);
    if (known !== undefined || own === undefined || open.has(module)) return known ?? 0;
    open.add(module);
    const level = Math.min(DEEPEST, 1 + Math.max(...own.map(({ part_id }) => levelOf(part_id))));
    open.delete(module);
    levels.set(module, level);
    return level;
  };
  for (const module of parts.keys()) levelOf(module);
  return levels;
}

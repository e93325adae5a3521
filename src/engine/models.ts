import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { contentHash } from '../core/content-hash.ts';
import { current, setCurrent } from '../warehouse/current.ts';
import type { Warehouse } from '../warehouse/warehouse.ts';
import type { StageContext } from './stage.ts';

interface Model {
  relation: string;
  /** A view is always true to its sources; a table is for what many queries stand on, see `refreshTables`. */
  kind: 'view' | 'table';
  reads: string[];
  sql: string;
}

type ModelContext = Pick<StageContext, 'warehouse' | 'projectRoot'>;

/**
 * Makes the relations of `pipelines/models/<schema>/<relation>.sql`, what is read before what reads it.
 * Skipped when no file changed. New tables are empty until `refreshTables`.
 */
export async function publishModels({ warehouse, projectRoot }: ModelContext): Promise<void> {
  const models = readModels(projectRoot);
  const fingerprint = contentHash(models.map((model) => model.sql).join('\0'));
  if ((await current(warehouse, 'models')) === fingerprint) return;
  const made = await kindsMade(warehouse);
  await warehouse.transaction(async () => {
    for (const { relation, kind, sql } of inReadingOrder(models)) {
      // DuckDB replaces a view by a view and a table by a table, never one by the other.
      const before = made.get(relation) ?? kind;
      if (before !== kind) await warehouse.run(`DROP ${before} ${relation}`);
      const empty = kind === 'table' ? ' WITH NO DATA' : '';
      await warehouse.run(`CREATE OR REPLACE ${kind} ${relation} AS ${sql}${empty}`);
    }
  });
  await setCurrent(warehouse, 'tables', '');
  await setCurrent(warehouse, 'models', fingerprint);
}

async function kindsMade(warehouse: Warehouse): Promise<Map<string, Model['kind']>> {
  const rows = await warehouse.rows<{ relation: string; kind: Model['kind'] }>(
    `SELECT schema_name || '.' || table_name AS relation, 'table' AS kind FROM duckdb_tables()
     UNION ALL SELECT schema_name || '.' || view_name, 'view' FROM duckdb_views()`,
  );
  return new Map(rows.map(({ relation, kind }) => [relation, kind]));
}

/**
 * Fills the tables among the models anew, all in one transaction, when anything that they are made from changed.
 * Facts and raw rows are only ever added, so their counts and the chosen configurations tell.
 */
export async function refreshTables({ warehouse, projectRoot }: ModelContext): Promise<boolean> {
  const models = readModels(projectRoot);
  const state = await sourceState(warehouse, models);
  if ((await current(warehouse, 'tables')) === state) return false;
  await warehouse.transaction(async () => {
    for (const { relation, kind, sql } of inReadingOrder(models)) {
      if (kind === 'table') await warehouse.run(`DELETE FROM ${relation}; INSERT INTO ${relation} ${sql}`);
    }
  });
  await setCurrent(warehouse, 'tables', state);
  return true;
}

async function sourceState(warehouse: Warehouse, models: readonly Model[]): Promise<string> {
  const chosen = await warehouse.rows(
    "SELECT name, value FROM meta.current WHERE name NOT IN ('tables', 'split', 'dedupe', 'contamination') ORDER BY name",
  );
  const counts = await warehouse.rows(
    sourcesOfTables(models)
      .map((name) => `SELECT '${name}' AS name, count(*)::VARCHAR AS rows FROM ${name}`)
      .join(' UNION ALL '),
  );
  return contentHash(JSON.stringify([chosen, counts]));
}

/** Raw and fact tables that some table among the models is made from, by way of other models too. */
function sourcesOfTables(models: readonly Model[]): string[] {
  const byName = new Map(models.map((model) => [model.relation, model]));
  const behind = new Set(models.filter(({ kind }) => kind === 'table').flatMap(({ reads }) => reads));
  // A set hands out what is added while it is walked.
  for (const name of behind) for (const read of byName.get(name)?.reads ?? []) behind.add(read);
  return [...behind].filter((name) => /^(?:raw|fact)\./.test(name)).sort();
}

/** Every model file; its header lines say `-- reads: a.b, c.d` and, for a table, `-- kind: table`. */
function readModels(projectRoot: string): Model[] {
  return ['curated', 'report'].flatMap((schema) => {
    const folder = join(projectRoot, 'pipelines', 'models', schema);
    return readdirSync(folder)
      .filter((name) => name.endsWith('.sql'))
      .sort()
      .map((name): Model => {
        const sql = readFileSync(join(folder, name), 'utf8').replace(/;\s*$/, '');
        const reads = /^-- reads: (.*)$/m.exec(sql)?.[1]?.split(/,\s*/) ?? [];
        const kind = /^-- kind: table$/m.test(sql) ? 'table' : 'view';
        return { relation: `${schema}.${name.slice(0, -4)}`, kind, reads, sql };
      });
  });
}

function inReadingOrder(models: readonly Model[]): Model[] {
  const byName = new Map(models.map((model) => [model.relation, model]));
  const ordered = new Set<Model>();
  const visit = (model: Model): void => {
    if (ordered.has(model)) return;
    for (const read of model.reads) {
      const below = byName.get(read);
      if (below !== undefined) visit(below);
    }
    ordered.add(model);
  };
  for (const model of models) visit(model);
  return [...ordered];
}

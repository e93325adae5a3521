import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { contentHash } from '../core/content-hash.ts';
import { current, setCurrent } from '../warehouse/current.ts';
import type { StageContext } from './stage.ts';

interface Model {
  relation: string;
  reads: string[];
  sql: string;
}

/**
 * Makes the views of `pipelines/models/<schema>/<relation>.sql`, what is read before what reads it.
 * Views and not tables: they can never be older than the facts. Skipped when no file changed.
 */
export async function publishModels({
  warehouse,
  projectRoot,
}: Pick<StageContext, 'warehouse' | 'projectRoot'>): Promise<void> {
  const models = readModels(join(projectRoot, 'pipelines', 'models'));
  const fingerprint = contentHash(models.map((model) => model.sql).join('\0'));
  if ((await current(warehouse, 'models')) === fingerprint) return;
  await warehouse.transaction(async () => {
    for (const { relation, sql } of inReadingOrder(models)) {
      await warehouse.run(`CREATE OR REPLACE VIEW ${relation} AS ${sql}`);
    }
  });
  await setCurrent(warehouse, 'models', fingerprint);
}

/** Every model file; its header line `-- reads: a.b, c.d` names what it stands on. */
function readModels(folder: string): Model[] {
  return ['curated', 'report'].flatMap((schema) =>
    readdirSync(join(folder, schema))
      .filter((name) => name.endsWith('.sql'))
      .sort()
      .map((name) => {
        const sql = readFileSync(join(folder, schema, name), 'utf8').replace(/;\s*$/, '');
        const reads = /^-- reads: (.*)$/m.exec(sql)?.[1]?.split(/,\s*/) ?? [];
        return { relation: `${schema}.${name.slice(0, -4)}`, reads, sql };
      }),
  );
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

import { FACTS_VERSION, factsJson, parseFacts } from '../../describe/facts-json.ts';
import { type ModuleFacts, moduleFacts } from '../../describe/module-facts.ts';
import { readStructure } from '../../verilog/structure/structure.ts';
import { readDocuments } from '../../warehouse/bundles.ts';
import type { SqlRow, Warehouse } from '../../warehouse/warehouse.ts';

/**
 * What is certain of modules, by the hash of their text: stored facts, and new ones of texts that have none, which are
 * stored. A module that cannot be parsed has none. Needs `loadParser()`.
 */
export async function readFacts(
  warehouse: Warehouse,
  modules: readonly string[],
): Promise<Map<string, ModuleFacts>> {
  const texts = await readDocuments(warehouse, modules);
  const stored = await readStored(warehouse, modules);
  const known = new Map<string, ModuleFacts>();
  const fresh: SqlRow[] = [];
  for (const [module, text] of texts) {
    const json = stored.get(module);
    const facts = json === undefined ? factsOf(text) : json === null ? undefined : parseFacts(json, text);
    if (json === undefined)
      fresh.push({ module_sha256: module, version: FACTS_VERSION, facts: facts ? factsJson(facts) : null });
    if (facts !== undefined) known.set(module, facts);
  }
  await warehouse.append('fact.module_facts', ['module_sha256', 'version'], fresh);
  return known;
}

async function readStored(
  warehouse: Warehouse,
  modules: readonly string[],
): Promise<Map<string, string | null>> {
  const rows = await warehouse.rows<{ module: string; facts: string | null }>(
    `SELECT module_sha256 AS module, facts FROM fact.module_facts
     WHERE version = ${FACTS_VERSION} AND module_sha256 IN (SELECT unnest(from_json(?, '["VARCHAR"]')))`,
    [JSON.stringify(modules)],
  );
  return new Map(rows.map(({ module, facts }) => [module, facts]));
}

function factsOf(text: string): ModuleFacts | undefined {
  const structure = readStructure(text)?.[0];
  return structure === undefined ? undefined : moduleFacts(structure, text);
}

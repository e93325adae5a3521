import { join } from 'node:path';
import type { Stage, StageContext, StageOutcome } from '../../engine/stage.ts';
import { classifyModule } from '../../verilog/classify-module.ts';
import type { TierRules } from '../../verilog/complexity/tier-rules.ts';
import { DOMAIN_VERSION } from '../../verilog/domain/classify-domain.ts';
import { loadParser } from '../../verilog/parser.ts';
import type { ModuleStructure } from '../../verilog/structure/module-structure.ts';
import { readStructure } from '../../verilog/structure/structure.ts';
import { STRUCTURE_VERSION, structureJson } from '../../verilog/structure/structure-json.ts';
import { readDocuments } from '../../warehouse/bundles.ts';
import { setCurrent } from '../../warehouse/current.ts';
import { freezePending } from '../../warehouse/pending-batches.ts';
import type { SqlRow, Warehouse } from '../../warehouse/warehouse.ts';
import { loadTierRules } from './tier-rules-file.ts';

interface ClassifyModulesParameters {
  /** File with the rules of tiers, relative to the project. */
  rules: string;
}

const VERSION = 2;
const BATCH = 256;

const PENDING = `
  SELECT module_sha256, netlist, any_value(cells) AS cells, any_value(logic_depth) AS logic_depth
  FROM curated.module_netlists
  ANTI JOIN (SELECT module_sha256, netlist FROM fact.module_classes WHERE rules = ?) USING (module_sha256, netlist)
  GROUP BY ALL`;

/** Gives every module a tier of complexity and its domains, with what decided. */
export const classifyModulesStage: Stage<ClassifyModulesParameters> = {
  name: 'classify-modules',
  version: VERSION,
  scope: 'document',
  summary: 'tier and domain of modules, with reasons',
  reads: ['curated.module_netlists', 'raw.documents'],
  writes: ['fact.module_classes', 'fact.module_structures'],
  parameters: {
    type: 'object',
    additionalProperties: false,
    properties: { rules: { type: 'string', default: 'pipelines/complexity-tiers.yaml' } },
  },
  plan: async ({ warehouse, projectRoot }, { rules }) => {
    const { key } = chosenRules(projectRoot, rules);
    const total = await countModules(warehouse);
    const todo = await warehouse.count(`SELECT count(*) FROM (${PENDING})`, [key]);
    return { todo, done: total - todo, why: `distinct modules not classified by the rules of ${rules}` };
  },
  run: classifyPending,
};

interface PendingModule {
  module_sha256: string;
  netlist: string;
  cells: number | null;
  logic_depth: number | null;
}

async function classifyPending(
  { warehouse, projectRoot, progress }: StageContext,
  parameters: ClassifyModulesParameters,
): Promise<StageOutcome> {
  const { key, rules } = chosenRules(projectRoot, parameters.rules);
  await setCurrent(warehouse, 'classify-modules', key);
  await loadParser();
  const total = await countModules(warehouse);
  const pending = await freezePending<PendingModule>(warehouse, {
    name: 'module_classes',
    query: PENDING,
    values: [key],
    batch: BATCH,
    read: 'SELECT module_sha256, netlist, cells, logic_depth FROM pending ORDER BY position',
  });
  let done = 0;
  for await (const rows of pending.batches()) {
    const texts = await readDocuments(
      warehouse,
      rows.map(({ module_sha256 }) => module_sha256),
    );
    const read = rows.map((row) => {
      const text = texts.get(row.module_sha256) ?? '';
      return { row, text, structure: readStructure(text)?.[0] };
    });
    await warehouse.append(
      'fact.module_structures',
      ['module_sha256', 'version'],
      read.map(({ row, structure }) => structureRow(row.module_sha256, structure)),
    );
    const facts = read.map(({ row, text, structure }) => classRow(row, text, structure, key, rules));
    await warehouse.append('fact.module_classes', ['module_sha256', 'netlist', 'rules'], facts);
    done += rows.length;
    const cached = total - pending.count;
    progress.step({ stage: 'classify-modules', done, total: pending.count, unit: 'modules', cached });
  }
  const unclassified = await warehouse.count(
    'SELECT count(*) FROM fact.module_classes SEMI JOIN curated.module_netlists USING (module_sha256, netlist) WHERE rules = ? AND tier IS NULL',
    [key],
  );
  const notes = unclassified === 0 ? [] : [`${unclassified} modules cannot be parsed`];
  return { rowsIn: total, kept: total - unclassified, rejected: unclassified, added: pending.count, notes };
}

function chosenRules(projectRoot: string, path: string): { key: string; rules: TierRules } {
  const { rules, fingerprint } = loadTierRules(join(projectRoot, path));
  return { key: `${VERSION}.${DOMAIN_VERSION} ${fingerprint}`, rules };
}

/** What the module is made of, for whoever asks the warehouse. */
function structureRow(module_sha256: string, structure: ModuleStructure | undefined): SqlRow {
  const json = structure === undefined ? null : structureJson(structure);
  return { module_sha256, version: STRUCTURE_VERSION, structure: json };
}

/** A module without a structure (its text cannot be parsed in time) is stored without classes, so that it is done. */
function classRow(
  { module_sha256, netlist, cells, logic_depth }: PendingModule,
  text: string,
  structure: ModuleStructure | undefined,
  key: string,
  rules: TierRules,
): SqlRow {
  const identity = { module_sha256, netlist, rules: key };
  if (structure === undefined) {
    return {
      ...identity,
      measures: null,
      tier: null,
      tier_reasons: null,
      domain: null,
      domains: null,
      domain_reasons: null,
    };
  }
  const { measures, tier, domain } = classifyModule(structure, text, rules, { cells, logic_depth });
  return {
    ...identity,
    measures: JSON.stringify(measures),
    tier: tier.tier,
    tier_reasons: JSON.stringify(tier.reasons),
    domain: domain.primary,
    domains: JSON.stringify(domain.domains),
    domain_reasons: JSON.stringify(domain.reasons),
  };
}

async function countModules(warehouse: Warehouse): Promise<number> {
  return warehouse.count(
    'SELECT count(*) FROM (SELECT DISTINCT module_sha256, netlist FROM curated.module_netlists)',
  );
}

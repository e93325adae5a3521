import { classifyModule } from '../../verilog/classify-module.ts';
import type { TierRules } from '../../verilog/complexity/tier-rules.ts';
import { readSurroundings } from '../../verilog/domain/surroundings.ts';
import { readStructure } from '../../verilog/structure/structure.ts';
import { structureJson } from '../../verilog/structure/structure-json.ts';

/** A module, and the size of its netlist where it was synthesized. */
export interface ModuleToClassify {
  text: string;
  cells: number | null;
  logic_depth: number | null;
  /** As `surroundingsText` writes them. */
  surroundings: string;
}

/** What the module is made of, for whoever asks the warehouse, and its classes; all null when it cannot be parsed in time. */
export interface ClassifiedModule {
  structure: string | null;
  measures: string | null;
  tier: string | null;
  tier_reasons: string | null;
  domain: string | null;
  domains: string | null;
  domain_reasons: string | null;
}

const NOT_PARSED: ClassifiedModule = {
  structure: null,
  measures: null,
  tier: null,
  tier_reasons: null,
  domain: null,
  domains: null,
  domain_reasons: null,
};

/** Reads the structure of a module and decides its tier and domains. Needs `loadParser()`. */
export function classifyText(
  { text, surroundings, ...netlist }: ModuleToClassify,
  rules: TierRules,
): ClassifiedModule {
  const structure = readStructure(text)?.[0];
  if (structure === undefined) return NOT_PARSED;
  const { measures, tier, domain } = classifyModule(structure, text, rules, {
    netlist,
    surroundings: readSurroundings(surroundings),
  });
  return {
    structure: structureJson(structure),
    measures: JSON.stringify(measures),
    tier: tier.tier,
    tier_reasons: JSON.stringify(tier.reasons),
    domain: domain.primary,
    domains: JSON.stringify(domain.domains),
    domain_reasons: JSON.stringify(domain.reasons),
  };
}

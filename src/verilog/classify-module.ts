import { type ComplexityMeasures, measureComplexity, type NetlistMeasures } from './complexity/measures.ts';
import { decideTier, type TierDecision, type TierRules } from './complexity/tier-rules.ts';
import { classifyDomain, type DomainDecision } from './domain/classify-domain.ts';
import type { ModuleStructure } from './structure/module-structure.ts';

/** What a module is for and how complex it is, with what decided. */
export interface ModuleClasses {
  measures: ComplexityMeasures;
  tier: TierDecision;
  domain: DomainDecision;
}

/**
 * Tier and domain of a module.
 * @param text the text that the structure was read from
 */
export function classifyModule(
  structure: ModuleStructure,
  text: string,
  rules: TierRules,
  netlist?: NetlistMeasures,
): ModuleClasses {
  const measures = measureComplexity(structure, text, netlist);
  return { measures, tier: decideTier(measures, rules), domain: classifyDomain(structure, text) };
}

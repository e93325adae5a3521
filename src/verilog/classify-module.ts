import { type ComplexityMeasures, measureComplexity, type NetlistMeasures } from './complexity/measures.ts';
import { decideTier, type TierDecision, type TierRules } from './complexity/tier-rules.ts';
import { classifyDomain, type DomainDecision } from './domain/classify-domain.ts';
import { NO_SURROUNDINGS, type Surroundings } from './domain/surroundings.ts';
import { featureMacros } from './feature-macros.ts';
import type { ModuleStructure } from './structure/module-structure.ts';
import { readStructure } from './structure/structure.ts';

/** What a module is for and how complex it is, with what decided. */
export interface ModuleClasses {
  measures: ComplexityMeasures;
  tier: TierDecision;
  domain: DomainDecision;
}

/** What is known of a module beside its text. */
interface BesideText {
  netlist?: NetlistMeasures;
  surroundings?: Surroundings;
}

/**
 * Tier and domain of a module.
 * @param text the text that the structure was read from
 */
export function classifyModule(
  structure: ModuleStructure,
  text: string,
  rules: TierRules,
  { netlist, surroundings = NO_SURROUNDINGS }: BesideText = {},
): ModuleClasses {
  const read = withFeatures(structure, text);
  const measures = measureComplexity(read, text, netlist);
  return { measures, tier: decideTier(measures, rules), domain: classifyDomain(read, text, surroundings) };
}

/**
 * A module that macros of another file switch on has nothing but wires where they are off: it is read with them on.
 */
function withFeatures(structure: ModuleStructure, text: string): ModuleStructure {
  const isWiring = structure.processes.length === 0 && structure.instances.length === 0;
  if (!isWiring || !text.includes('`ifdef')) return structure;
  const defines = featureMacros(text);
  if (defines.size === 0) return structure;
  const switched = readStructure(text, { defines })?.[0];
  return switched !== undefined && switched.processes.length + switched.instances.length > 0
    ? switched
    : structure;
}

import type { Domain } from '../../core/domains.ts';
import type { ModuleStructure } from '../structure/module-structure.ts';
import { combinationalSigns } from './combinational-signs.ts';
import { interfaceSigns } from './interface-signs.ts';
import { memorySigns } from './memory-signs.ts';
import { viewModule } from './module-view.ts';
import { nameSigns } from './name-signs.ts';
import { registerRoles } from './register-roles.ts';
import { sequentialSigns } from './sequential-signs.ts';
import { structuralSigns } from './structural-signs.ts';
import { NO_SURROUNDINGS, type Surroundings } from './surroundings.ts';
import { verificationSigns } from './verification-signs.ts';

export interface DomainDecision {
  /** The domain with the strongest sign. */
  primary: Domain;
  /** Every domain with a sign, strongest first. */
  domains: Domain[];
  /** What was seen, strongest first. */
  reasons: { domain: Domain; reason: string }[];
}

/** Raised when the same module would be classified otherwise. */
export const DOMAIN_VERSION = 3;

/**
 * The domains of a module by what its structure does, by its ports, by what it instantiates, by what it is called, and
 * by where it lies.
 * @param text the text that the structure was read from
 */
export function classifyDomain(
  structure: ModuleStructure,
  text: string,
  surroundings: Surroundings = NO_SURROUNDINGS,
): DomainDecision {
  const view = viewModule(structure, text, surroundings);
  const roles = registerRoles(view);
  const interfaces = interfaceSigns(view, roles);
  const signs = [
    ...verificationSigns(view),
    ...interfaces,
    ...memorySigns(view, roles),
    ...sequentialSigns(view, roles),
    ...combinationalSigns(view, roles),
    ...structuralSigns(view),
    ...nameSigns(view, interfaces),
  ].sort((a, b) => b.strength - a.strength);
  const domains = [...new Set(signs.map(({ domain }) => domain))];
  return {
    primary: domains[0] ?? 'combinational_logic',
    domains: domains.length === 0 ? ['combinational_logic'] : domains,
    reasons: signs.map(({ domain, reason }) => ({ domain, reason })),
  };
}

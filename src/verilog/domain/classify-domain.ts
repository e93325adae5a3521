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
export const DOMAIN_VERSION = 2;

/**
 * The domains of a module by what its structure does, by its ports, by what it instantiates and by what it is called.
 * @param text the text that the structure was read from
 */
export function classifyDomain(structure: ModuleStructure, text: string): DomainDecision {
  const view = viewModule(structure, text);
  const roles = registerRoles(view);
  const signs = [
    ...verificationSigns(view),
    ...interfaceSigns(view),
    ...memorySigns(view, roles),
    ...sequentialSigns(view, roles),
    ...combinationalSigns(view, roles),
    ...structuralSigns(view),
    ...nameSigns(view),
  ].sort((a, b) => b.strength - a.strength);
  const domains = [...new Set(signs.map(({ domain }) => domain))];
  return {
    primary: domains[0] ?? 'combinational_logic',
    domains: domains.length === 0 ? ['combinational_logic'] : domains,
    reasons: signs.map(({ domain, reason }) => ({ domain, reason })),
  };
}

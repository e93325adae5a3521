import type { Domain } from '../../core/domains.ts';
import type { ModuleStructure } from '../structure/module-structure.ts';
import { combinationalSigns } from './combinational-signs.ts';
import type { DomainSign } from './domain-sign.ts';
import { interfaceSigns } from './interface-signs.ts';
import { type ModuleView, viewModule } from './module-view.ts';
import { sequentialSigns } from './sequential-signs.ts';

export interface DomainDecision {
  /** The domain with the strongest sign. */
  primary: Domain;
  /** Every domain with a sign, strongest first. */
  domains: Domain[];
  /** What was seen, strongest first. */
  reasons: { domain: Domain; reason: string }[];
}

/** Raised when the same module would be classified otherwise. */
export const DOMAIN_VERSION = 1;

/**
 * The domains of a module by what its structure does; names of modules and ports are weaker evidence.
 * @param text the text that the structure was read from
 */
export function classifyDomain(structure: ModuleStructure, text: string): DomainDecision {
  const view = viewModule(structure, text);
  const signs = [
    ...verificationSigns(view),
    ...interfaceSigns(view),
    ...machineSigns(view),
    ...memorySigns(view),
    ...sequentialSigns(view),
    ...combinationalSigns(view),
    ...glueSigns(view),
  ].sort((a, b) => b.strength - a.strength);
  const domains = [...new Set(signs.map(({ domain }) => domain))];
  return {
    primary: domains[0] ?? 'combinational_logic',
    domains: domains.length === 0 ? ['combinational_logic'] : domains,
    reasons: signs.map(({ domain, reason }) => ({ domain, reason })),
  };
}

/** Modules that test others: no ports, stimuli and the end of a simulation of their own, or only properties. */
function verificationSigns({ structure, outputs, text }: ModuleView): DomainSign[] {
  const kinds = new Set(structure.processes.map(({ kind }) => kind));
  const stimulates = kinds.has('initial') || kinds.has('timed');
  if (
    structure.ports.length === 0 &&
    (stimulates || structure.instances.length === 0 || /\bbind\b/.test(text))
  ) {
    return [{ domain: 'verification', strength: 100, reason: 'no ports, and stimuli of its own' }];
  }
  const ends = structure.systemTasks.some((task) => /^\$(?:finish|stop|dumpfile|dumpvars)$/.test(task));
  const name = structure.name.toLowerCase();
  const called =
    /assert|checker|monitor|nonsynth|tester|^test_|_test$|(?:^|_)(?:tb|testbench|bfm|cov)(?:_|$)/.test(name);
  const properties = text.match(/\b(?:assert|assume|cover|restrict|covergroup)\b/g)?.length ?? 0;
  if (properties >= 3 && (outputs.size === 0 || properties * 3 > structure.assignments.length * 2)) {
    return [{ domain: 'verification', strength: 96, reason: `${properties} properties` }];
  }
  if ((ends && stimulates && called) || (ends && outputs.size === 0) || called) {
    return [{ domain: 'verification', strength: 95, reason: `made for tests, called ${structure.name}` }];
  }
  return [];
}

function machineSigns({ structure }: ModuleView): DomainSign[] {
  return structure.fsms.map(({ stateRegister, states }) => ({
    domain: 'fsm',
    strength: 70,
    reason: `state machine ${stateRegister} of ${states.length} states`,
  }));
}

function memorySigns({ structure }: ModuleView): DomainSign[] {
  return structure.memories
    .filter(({ depth }) => depth === null || depth >= 4)
    .map(({ name, depth, width }) => ({
      domain: 'memory',
      strength: 72,
      reason: `memory ${name}${depth === null || width === null ? '' : ` of ${depth} x ${width} bits`}`,
    }));
}

/** Modules that only connect others. */
function glueSigns({ structure, clocked, combinational }: ModuleView): DomainSign[] {
  const own = clocked.length + combinational.length;
  if (structure.instances.length === 0 || own > structure.instances.length * 2) return [];
  return [
    {
      domain: 'glue',
      strength: 44,
      reason: `${structure.instances.length} instances, ${own} statements of its own`,
    },
  ];
}

import { isTestbenchUnit } from '../../verilog/testbench-unit.ts';
import type { Subject } from './filters.ts';
import type { UnitFacts } from './text-facts.ts';

const VERIFICATION = /\b(?:uvm_pkg|uvm_macros|ovm_pkg|vmm_\w+|uvm_component_utils|`uvm_\w+)\b|`uvm_/;

/**
 * Why a text is a testbench: its modules have no ports, instantiate what they test and run on their own, or it is
 * made of classes and programs, which no synthesis takes. A file with a design beside its testbench is a design.
 */
export function benchDetail({ text, facts, pathClass }: Subject): string | undefined {
  const modules = facts.units.filter(({ unit }) => unit.kind === 'module');
  const classes = facts.units.filter(({ unit }) => unit.kind === 'class' || unit.kind === 'program');
  if (modules.length === 0) {
    return classes.length > 0 ? `verification code: ${classes.length} classes or programs` : undefined;
  }
  const benches = modules.filter((module) => isBench(text, module, modules));
  if (benches.length === 0) return undefined;
  const names = benches.map(({ unit }) => unit.name).join(', ');
  // Models beside a testbench, in a file that is named as one, are there for the test.
  if (benches.length === modules.length || pathClass === 'bench') return `testbench: ${names}`;
  return VERIFICATION.test(text) ? `verification code: ${names}` : undefined;
}

/** A module without ports that instantiates something and starts by itself; or one with ports that ends simulations. */
function isBench(text: string, { unit, ...counts }: UnitFacts, modules: readonly UnitFacts[]): boolean {
  if (counts.instances === 0) return false;
  if (unit.hasPorts)
    return counts.simulationCalls > 0 && /(?:^|_)(?:tb|testbench|test_?bench)(?:_|$)|^tb/i.test(unit.name);
  const others = new Set(modules.map((module) => module.unit.name));
  return counts.initials > 0 || counts.simulationCalls > 0 || isTestbenchUnit(text, unit, others);
}

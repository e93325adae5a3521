import type { ResetDrive } from '../eda/equivalence/proof-scripts.ts';
import { type EquivalenceResult, proveEquivalence } from '../eda/prove-equivalence.ts';
import type { SourceFile } from '../eda/simulator.ts';
import type { Toolbox } from '../eda/toolbox.ts';
import type { ModuleStructure } from '../verilog/structure/module-structure.ts';
import { readStructure } from '../verilog/structure/structure.ts';
import type { Settlement } from './strength.ts';

/** CPU seconds of each kind of proof: what takes longer on small designs is seldom decided at all. */
const PROOF = { inductionCpuSeconds: 6, boundedCpuSeconds: 6 };

/**
 * Whether a design is the same as a reference at its outputs, by proof alone, under the reset of the reference. `top`
 * names the module of both; without it each side's module is the one that no other instantiates. Needs
 * `loadParser()`. `search: false` leaves out what depends on the speed of the machine. Undecided where Yosys is not installed or cannot read a side.
 */
export async function proveSame(
  toolbox: Toolbox,
  reference: SourceFile[],
  candidate: SourceFile[],
  top?: string,
  { search = true }: { search?: boolean } = {},
): Promise<Settlement> {
  if (toolbox.yosysVersion === undefined)
    return { outcome: 'undecided', how: 'no proof: Yosys is not installed' };
  const gold = topOf(reference, top);
  if (gold === undefined)
    return { outcome: 'undecided', how: 'no proof: the top of the reference is not clear' };
  const gate = topOf(candidate, gold.name) ?? topOf(candidate, undefined);
  if (gate === undefined)
    return { outcome: 'undecided', how: 'no proof: the top of the design is not clear' };
  const reset = drivenReset(gold);
  return settledBy(
    await proveEquivalence(toolbox, {
      ...PROOF,
      search,
      gold: reference,
      gate: candidate,
      top: gold.name,
      gateTop: gate.name,
      ...(reset === undefined ? {} : { reset }),
    }),
  );
}

function topOf(files: readonly SourceFile[], name: string | undefined): ModuleStructure | undefined {
  const modules = files.flatMap((file) => readStructure(file.text) ?? []);
  if (name !== undefined) return modules.find((module) => module.name === name);
  const used = new Set(modules.flatMap((module) => module.instances.map(({ moduleName }) => moduleName)));
  const roots = modules.filter((module) => !used.has(module.name));
  return roots.length === 1 ? roots[0] : undefined;
}

/** A reset that the top takes in by a port. */
function drivenReset({ ports, resets }: ModuleStructure): ResetDrive | undefined {
  const inputs = new Set(ports.filter(({ direction }) => direction === 'input').map(({ name }) => name));
  const reset = resets.find(({ signal }) => inputs.has(signal));
  return reset && { signal: reset.signal, activeHigh: reset.polarity === 'high' };
}

function settledBy(result: EquivalenceResult): Settlement {
  const { verdict, method, bound, assumptions, reason, counterexample } = result;
  const given = assumptions.length === 0 ? '' : `, given that ${assumptions.join(' and ')}`;
  if (verdict === 'equivalent' && method === 'bounded')
    return { outcome: 'equivalent', how: `no difference in ${bound} steps${given}`, isBounded: true };
  if (verdict === 'equivalent') return { outcome: 'equivalent', how: `proved (${method})${given}` };
  if (verdict === 'undecided') return { outcome: 'undecided', how: `no proof: ${reason ?? 'no reason'}` };
  const shown = (counterexample ?? '').trim().replace(/\s+/g, ' ');
  return { outcome: 'different', how: `counterexample${given}: ${shown}` };
}

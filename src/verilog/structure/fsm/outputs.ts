import type { Assignment, Fsm, Process, Reset, Signal } from '../module-structure.ts';

/**
 * Moore or Mealy: whether some output depends on the state and, in the same cycle, on an input. Outputs that are
 * stored take part as signals of the next cycle.
 */
export function outputKind(
  names: readonly string[],
  signals: ReadonlyMap<string, Signal>,
  byDef: ReadonlyMap<string, Assignment[]>,
  processes: readonly Process[],
  resets: readonly Reset[],
): Fsm['kind'] {
  const ignored = new Set(resets.map((reset) => reset.signal));
  const [register, ...next] = names;
  let kind: Fsm['kind'] = 'unknown';
  for (const output of signals.values()) {
    if (output.direction !== 'output' || next.includes(output.name)) continue;
    const cone = combinationalCone(output.name, byDef, processes);
    if (!cone.has(register!)) continue;
    const takesInput = [...cone].some(
      (name) => signals.get(name)?.direction === 'input' && !ignored.has(name) && name !== register,
    );
    if (takesInput) return 'mealy';
    kind = 'moore';
  }
  return kind;
}

/** The signals that a signal depends on without a clock between, itself among them. */
function combinationalCone(
  name: string,
  byDef: ReadonlyMap<string, Assignment[]>,
  processes: readonly Process[],
): Set<string> {
  const cone = new Set([name]);
  for (const one of cone) {
    for (const assignment of byDef.get(one) ?? []) {
      const kind = assignment.process === null ? undefined : processes[assignment.process]?.kind;
      if (kind === 'sequential' || kind === 'initial' || assignment.kind === 'instance') continue;
      for (const used of assignment.uses) cone.add(used);
    }
  }
  return cone;
}

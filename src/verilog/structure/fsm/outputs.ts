import type { Assignment, Fsm, Process, Reset, Signal } from '../module-structure.ts';

/**
 * Mealy when some output depends on the state and, in the same cycle, on an input; Moore when outputs depend on the
 * state otherwise, at once or through registers of their own.
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
    const cone = coneOf(output.name, byDef, processes, false);
    if (!cone.has(register!)) {
      if (kind === 'unknown' && coneOf(output.name, byDef, processes, true).has(register!)) kind = 'moore';
      continue;
    }
    const takesInput = [...cone].some(
      (name) => signals.get(name)?.direction === 'input' && !ignored.has(name) && name !== register,
    );
    if (takesInput) return 'mealy';
    kind = 'moore';
  }
  return kind;
}

/** The signals that a signal depends on, itself among them; `beyond` registers too, or in the same cycle. */
function coneOf(
  name: string,
  byDef: ReadonlyMap<string, Assignment[]>,
  processes: readonly Process[],
  beyond: boolean,
): Set<string> {
  const cone = new Set([name]);
  for (const one of cone) {
    for (const assignment of byDef.get(one) ?? []) {
      const kind = assignment.process === null ? undefined : processes[assignment.process]?.kind;
      const isStored = kind === 'sequential' || assignment.kind === 'instance';
      if (kind === 'initial' || (isStored && !beyond)) continue;
      for (const used of assignment.uses) cone.add(used);
    }
  }
  return cone;
}

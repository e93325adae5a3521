import type { ModuleStructure } from '../structure/module-structure.ts';

/** Macros that make a register of their first argument, as libraries of common cells define them. */
const REGISTER_MACRO =
  /`(?:FF[A-Z]*|\w+_FF|\w*DFF\w*|\w*FLOP\w*|REGISTER|(?!\w*(?:ASS|COVER))\w+(?=\([^;()]*\b(?:clk|clock)))\s*\(\s*([A-Za-z_]\w*)/g;

/** Modules that are a flip-flop, whatever their library calls them: `dffr`, `rvdffs`, `FDRE`, `prim_flop`. */
const FLIP_FLOP_CELL = /(?:^|_)(?:\w*dff\w*|\w*flip_?flop\w*|flops?|fd[rscpe]{0,3}|subreg|ff|latch)(?:_|$)/i;

/** Variables that are assigned at clock edges, in order of first assignment, then those of register macros. */
export function registersOf(structure: ModuleStructure, text: string): string[] {
  const { assignments, processes, signals } = structure;
  const indices = loopVariables(structure);
  const clocked = assignments.filter(
    ({ process, kind }) =>
      process !== null && processes[process]?.kind === 'sequential' && kind !== 'declaration',
  );
  const names = new Set(signals.map(({ name }) => name));
  const macros = [...text.slice(structure.start, structure.end).matchAll(REGISTER_MACRO)]
    .map(([, name]) => name!)
    .filter((name) => names.has(name));
  return [...new Set([...clocked.flatMap(({ defs }) => defs), ...macros])].filter(
    (name) => !indices.has(name),
  );
}

/** What combinational processes keep on some path; `always_comb` says that nothing is, and is believed. */
export function latchesOf({ processes }: ModuleStructure): string[] {
  return [
    ...new Set(
      processes.filter(({ keyword }) => keyword !== 'always_comb').flatMap(({ latched }) => latched),
    ),
  ];
}

/** Instances that are a flip-flop each. */
export function cellRegisters({ instances }: ModuleStructure): string[] {
  return instances
    .filter(({ moduleName }) => FLIP_FLOP_CELL.test(moduleName))
    .map(({ instanceName }) => instanceName);
}

/** Variables that loops count with: `integer i`, genvars. */
export function loopVariables({ signals, assignments }: ModuleStructure): Set<string> {
  const counted = assignments.filter(({ enclosing, start }) => {
    const loop = enclosing.findLast(({ kind }) => kind === 'loop');
    return loop !== undefined && start < loop.headEnd;
  });
  return new Set([
    ...signals
      .filter(({ kind, type }) => kind === 'genvar' || (type === 'integer' && counted.length > 0))
      .map(({ name }) => name),
    ...counted.flatMap(({ defs }) => defs),
  ]);
}

/**
 * Signals that hold their value by feedback through gates and continuous assignments, as a latch of two NANDs does.
 * Only wires of one bit count: between bits of a vector, a chain looks like a ring.
 */
export function feedbackSignals({ assignments, signals }: ModuleStructure): string[] {
  const single = new Set(
    signals.filter(({ bits, elements }) => bits === 1 && elements === 1).map(({ name }) => name),
  );
  const sources = new Map<string, string[]>();
  for (const { kind, process, defs, uses, enclosing } of assignments) {
    const isWire =
      process === null &&
      (kind === 'continuous' || kind === 'gate') &&
      enclosing.every((one) => one.kind === 'list');
    if (!isWire || defs.length !== 1 || !single.has(defs[0]!)) continue;
    sources.set(
      defs[0]!,
      uses.filter((name) => single.has(name)),
    );
  }
  return [...sources.keys()].filter((name) => reaches(sources, name));
}

/** True when a signal is, over others, a source of its own. */
function reaches(sources: ReadonlyMap<string, readonly string[]>, name: string): boolean {
  const seen = new Set<string>();
  const open = [...(sources.get(name) ?? [])];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next === name) return true;
    if (seen.has(next) || seen.size > 200) continue;
    seen.add(next);
    open.push(...(sources.get(next) ?? []));
  }
  return false;
}

import type { Assignment, ModuleStructure } from '../structure/module-structure.ts';

/**
 * Sums that are made of gates: `a ^ b` and, of the same two signals, `a & b` for the carry. Gives the names of the
 * sums.
 */
export function halfAdders({ assignments }: ModuleStructure, text: string): string[] {
  const gates = new Map<string, { kind: string; name: string }[]>();
  for (const assignment of assignments) {
    const gate = twoInputGate(assignment, text);
    if (gate !== undefined) gates.set(gate.inputs, [...(gates.get(gate.inputs) ?? []), gate]);
  }
  // All kinds of gates of the same two signals are a set of gates, and no adder.
  return [...gates.values()]
    .filter((found) => found.length === 2)
    .map((found) => ({
      sum: found.find(({ kind }) => kind === 'xor'),
      carry: found.find(({ kind }) => kind === 'and'),
    }))
    .flatMap(({ sum, carry }) => (sum === undefined || carry === undefined ? [] : [sum.name]));
}

const GATES: Readonly<Record<string, string>> = { '^': 'xor', '&': 'and', '|': 'or' };

function twoInputGate(
  { kind, defs, dataUses, start, end }: Assignment,
  text: string,
): { kind: string; inputs: string; name: string } | undefined {
  const [name] = defs;
  if (name === undefined || dataUses.length === 0 || dataUses.length > 3 || end - start > 200)
    return undefined;
  const statement = text.slice(start, end).replace(/\s/g, '');
  const primitive =
    kind === 'gate' ? /^(n?and|n?or|xn?or)\w*\(([^,()]+),([^,()]+),([^,()]+)\);?$/.exec(statement) : null;
  if (primitive !== null) return { kind: primitive[1]!, inputs: pair(primitive[3]!, primitive[4]!), name };
  const gate = /=(~?)\(?([\w[\]]+)([&^|])([\w[\]]+)\)?;?$/.exec(statement);
  return gate === null
    ? undefined
    : { kind: gate[1] + GATES[gate[3]!]!, inputs: pair(gate[2]!, gate[4]!), name };
}

function pair(one: string, other: string): string {
  return [one, other].sort().join(' ');
}

import type { Assignment } from '../structure/module-structure.ts';
import type { ModuleView } from './module-view.ts';

/** What registers are for, by what is assigned to them; a register may have several roles. */
export interface RegisterRoles {
  /** Counted up or down by a constant. */
  counters: string[];
  /** Moved by bits, or along an array. */
  shifters: string[];
  /** Loaded with a signal as it is, and nothing else. */
  copies: string[];
  /** Loaded with a sum, difference or product of signals. */
  accumulators: string[];
}

/** Reads the roles of registers, by way of a combinational next value too. */
export function registerRoles(view: ModuleView): RegisterRoles {
  const { registers } = view;
  const counters = new Set<string>();
  const shifters = new Set<string>();
  const accumulators = new Set<string>();
  for (const assignment of [...view.clocked, ...view.combinational]) {
    const counted = countedRegister(view, assignment);
    if (counted !== undefined) counters.add(counted);
    const shifted = shiftedRegister(view, assignment);
    if (shifted !== undefined) shifters.add(shifted);
    if (computes(view, assignment))
      for (const name of assignment.defs) if (registers.has(name)) accumulators.add(name);
  }
  const copied = view.clocked.filter((one) => isCopy(view, one)).flatMap(({ defs }) => defs);
  const computed = new Set(
    view.clocked.filter((one) => one.dataUses.length > 0 && !isCopy(view, one)).flatMap(({ defs }) => defs),
  );
  return {
    counters: [...counters],
    shifters: [...shifters],
    copies: [...new Set(copied)].filter((name) => !computed.has(name)),
    accumulators: [...accumulators].filter((name) => !counters.has(name)),
  };
}

const COUNTING =
  /^\(?([A-Za-z_]\w*)[+-]\(?(?:\d*'?s?[bdh]?[\da-f]+|\{[^{}]*\{[^{}]*\}[^{}]*\}|[A-Za-z_]\w*(?:'\([^)]*\))?)\)?\)?(?:%\w+)?$/i;

/** `q <= q + 1`: one register, and a constant. */
function countedRegister({ registers, rightSide }: ModuleView, assignment: Assignment): string | undefined {
  const right = rightSide(assignment).replace(/\[[^\]]*\]/g, '');
  if (!/[+-]/.test(right)) return undefined;
  const [, counted] =
    right
      .split(/[?:]/)
      .map((branch) => COUNTING.exec(branch))
      .find((found) => found !== null) ?? [];
  if (counted === undefined || !registers.has(counted)) return undefined;
  const others = assignment.dataUses.filter(
    (name) => name !== counted && right.includes(`${counted}+${name}`),
  );
  return others.length === 0 ? counted : undefined;
}

/** `q <= {q[n-2:0], d}`, `q <= q >> 1`, `a[k] <= a[k-1]`. */
function shiftedRegister(view: ModuleView, assignment: Assignment): string | undefined {
  const { registers, bits, rightSide } = view;
  const right = rightSide(assignment);
  if (!/[{<>[]/.test(right)) return undefined;
  return assignment.dataUses.find(
    (name) =>
      registers.has(name) &&
      (bits.get(name) ?? 2) > 1 &&
      (assignment.defs.includes(name) || isNextOf(view, assignment, name)) &&
      isShiftOf(name, right),
  );
}

/** A combinational signal that is the next value of the register, by name. */
function isNextOf({ registers }: ModuleView, { defs }: Assignment, name: string): boolean {
  const [target = ''] = defs;
  if (registers.has(target)) return false;
  const stem = (text: string) => text.replace(/_?(?:next|nxt|new|reg|ff)$|_[dqnrp]$/i, '').toLowerCase();
  return stem(target) === stem(name);
}

function isShiftOf(name: string, right: string): boolean {
  const self = name.replace(/[\\$]/g, '\\$&');
  const slice = `${self}\\[[^\\]:]+(?::|\\+:|-:)[^\\]]*\\]`;
  return (
    new RegExp(`^\\(?\\{(?:[^{}]*,)?${slice}(?:,[^{}]*)?\\}`).test(right) ||
    new RegExp(`^\\{${self},`).test(right) ||
    new RegExp(`[?:]\\{(?:[^{},]*,)?${slice}(?:,[^{},]*)?\\}`).test(right) ||
    new RegExp(`^\\(?${self}(?:<<<?|>>>?)`).test(right) ||
    new RegExp(`^${self}\\[\\d+:1\\]$`).test(right)
  );
}

/** Arithmetic on values: counting by a constant and index arithmetic are not meant. */
export function computes({ rightSide, indices, structure }: ModuleView, assignment: Assignment): boolean {
  if (assignment.dataUses.length === 0) return false;
  const right = rightSide(assignment);
  if (!/[-+*/%]/.test(right)) return false;
  if (/(?:^|[=?:(,])-(?:\$(?:un)?signed\()?[A-Za-z_]/.test(right)) return true;
  const plain = right
    .replace(/\[[^\]]*\]/g, '')
    .replace(/\$(?!signed|unsigned)\w+\([^)]*\)/g, '')
    .replace(/\{\w+\{/g, '{{');
  const operands = [
    ...plain.matchAll(/([A-Za-z_]\w*|\))\)?[-+*/%]\(?(?:\$(?:un)?signed\()?([A-Za-z_]\w*|\()/g),
  ];
  return operands.some(([, left = '', other = '']) =>
    [left, other].every(
      (operand) =>
        operand === ')' ||
        operand === '(' ||
        (!indices.has(operand) &&
          structure.parameterValues[operand] === undefined &&
          assignment.dataUses.includes(operand)),
    ),
  );
}

/** A signal as it is, or a part of one. */
function isCopy({ bits, inputs, registers, rightSide }: ModuleView, assignment: Assignment): boolean {
  const [source = ''] = assignment.dataUses;
  return (
    assignment.dataUses.length === 1 &&
    (bits.has(source) || inputs.has(source) || registers.has(source)) &&
    /^[A-Za-z_][\w.]*(?:\[[\w:+-]*\])?$/.test(rightSide(assignment))
  );
}

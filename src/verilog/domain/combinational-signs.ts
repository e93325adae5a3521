import { halfAdders } from '../complexity/half-adders.ts';
import { measureComplexity } from '../complexity/measures.ts';
import type { Assignment } from '../structure/module-structure.ts';
import type { DomainSign } from './domain-sign.ts';
import { isRenaming } from './is-renaming.ts';
import type { ModuleView } from './module-view.ts';
import { computes, type RegisterRoles } from './register-roles.ts';

/** What a module's logic does: select, add, compare, code, or plain logic. */
export function combinationalSigns(view: ModuleView, roles: RegisterRoles): DomainSign[] {
  const { structure, registers, outputs, clocked, combinational } = view;
  const measures = measureComplexity(structure, view.source);
  const isStateless = registers.size === 0 && measures.latches === 0;
  const arithmetic =
    [...clocked, ...combinational].filter((one) => computes(view, one)).length +
    halfAdders(structure, view.source).length;
  const signs: DomainSign[] = [
    ...arithmeticSigns(view, roles, arithmetic, isStateless),
    ...accumulationSigns(view),
  ];
  const parities = paritySigns(view);
  signs.push(...parities);
  if (!isStateless) return signs;
  if (measures.decoded_bits > 1 || decodes(view)) {
    signs.push({ domain: 'codec', strength: 52, reason: 'codes of its inputs are turned into other codes' });
  }
  const relations = relationsOf(view);
  const equalities = (structure.operators['=='] ?? 0) + (structure.operators['!='] ?? 0);
  if (relations > 0 && arithmetic === 0) {
    signs.push({ domain: 'comparator', strength: 53, reason: `${relations} relational operators` });
  } else if (equalities > 0 && arithmetic === 0 && comparesInputs(view)) {
    signs.push({ domain: 'comparator', strength: 53, reason: 'inputs are compared with each other' });
  }
  if (measures.selections > 0 && arithmetic === 0) {
    const reason = `${measures.selections} choices between values`;
    signs.push({ domain: 'mux_demux', strength: 50, reason });
  }
  signs.push(...machineLogicSigns(view), ...pinSigns(view));
  if (outputs.size > 0 && structure.instances.length === 0) {
    signs.push({ domain: 'combinational_logic', strength: 10, reason: 'no state' });
  }
  return signs;
}

/** Beside state, arithmetic gives the domain only where it is a good part of what is assigned. */
function arithmeticSigns(
  { structure, clocked, combinational, registers }: ModuleView,
  { copies }: RegisterRoles,
  count: number,
  isStateless: boolean,
): DomainSign[] {
  const signals = structure.signals.map(({ name }) => name.toLowerCase());
  const exponent = signals.find((name) => /(?:^|_)exp(?:o|n|nt|onent)?\d*(?:_|$)/.test(name));
  const fraction = signals.find((name) =>
    /(?:^|_)(?:frac(?:t\d*|tion)?|mant(?:issa)?|signif(?:icand)?)(?:_|$)/.test(name),
  );
  const floating: DomainSign[] =
    exponent === undefined || fraction === undefined
      ? []
      : [{ domain: 'arithmetic', strength: 62, reason: `exponent ${exponent} and fraction ${fraction}` }];
  if (count === 0) return floating;
  const multiplies = (structure.operators['*'] ?? 0) + (structure.operators['/'] ?? 0);
  const working = [...clocked, ...combinational].filter(({ dataUses }) => dataUses.length > 0).length;
  const isMain = count / working >= 0.25;
  const isPipeline = registers.size <= 8 && copies.length >= registers.size * 0.7;
  const strength = isStateless ? 54 : isMain ? 59 : isPipeline ? 58 : multiplies > 0 ? 56 : 40;
  const reason = `${count} additions, subtractions or multiplications of values`;
  return [...floating, { domain: 'arithmetic', strength, reason }];
}

/** Sums that say where something lies are no results. */
const ADDRESS = /add?r|ptr|idx|index|offs|sector|(?:^|_)pos/i;

/** Products that are summed up: filters, multiplications step by step; the memories beside hold their operands. */
function accumulationSigns({ clocked, combinational, registers, rightSide }: ModuleView): DomainSign[] {
  const own = [...clocked, ...combinational];
  const isProduct = (one: Assignment) =>
    one.dataUses.length > 1 &&
    rightSide(one)
      .replace(/\[[^\]]*\]/g, '')
      .includes('*');
  const products = new Set(own.filter(isProduct).flatMap(({ defs }) => defs));
  const sum = own.find((one) => {
    const [name = ''] = one.defs;
    const adds = one.dataUses.includes(name) && rightSide(one).includes('+');
    return (
      registers.has(name) && adds && !ADDRESS.test(name) && one.dataUses.some((used) => products.has(used))
    );
  });
  if (sum === undefined) return [];
  const product = sum.dataUses.find((name) => products.has(name));
  return [
    { domain: 'arithmetic', strength: 74, reason: `products ${product} are summed up in ${sum.defs[0]}` },
  ];
}

/** Wide exclusive ors in many assignments: parities, checksums, linear codes. */
function paritySigns({ clocked, combinational, rightSide }: ModuleView): DomainSign[] {
  const wide = [...clocked, ...combinational].filter(
    (one) => (rightSide(one).match(/\^/g)?.length ?? 0) >= 3,
  );
  if (wide.length < 4 || wide.length * 2 < combinational.length) return [];
  return [{ domain: 'codec', strength: 61, reason: `${wide.length} sums of many bits by exclusive or` }];
}

/** Relational operators in what is assigned; those of parameters and generate conditions say nothing. */
function relationsOf({ combinational, rightSide, textOf, structure }: ModuleView): number {
  const assigned = combinational.filter((one) => /[^<>=]>=?[^>=]|[^<>=]<[^<=]/.test(rightSide(one))).length;
  if (assigned > 0) return assigned;
  // `if (a > b)` in a combinational process stands around its assignments.
  const inProcess = combinational.some(
    (one) => one.process !== null && one.conditionUses.length > 1 && textOf(one) !== '',
  );
  const loops = structure.assignments.some(({ enclosing }) => enclosing.some(({ kind }) => kind === 'loop'));
  return inProcess && !loops ? (structure.operators['>'] ?? 0) + (structure.operators['<'] ?? 0) : 0;
}

/** `1 << sel`, or a bit that an input chooses is set. */
function decodes({ combinational, rightSide, textOf, inputs }: ModuleView): boolean {
  return combinational.some((assignment) => {
    const right = rightSide(assignment);
    if (/^\(?\d*'?[bdh]?0*1\)?<</.test(right)) return true;
    const chosen = /^[^=<]*\[\s*([A-Za-z_]\w*)\s*\]\s*<?=/.exec(textOf(assignment))?.[1];
    return chosen !== undefined && inputs.has(chosen) && /^(?:1'b)?1$/.test(right);
  });
}

function comparesInputs({ combinational, rightSide, inputs, bits }: ModuleView): boolean {
  return combinational.some((assignment) =>
    [...rightSide(assignment).matchAll(/([A-Za-z_]\w*)(?:\[[^\]]*\])?[=!]==?([A-Za-z_]\w*)/g)].some(
      ([, left = '', right = '']) => inputs.has(left) && inputs.has(right) && (bits.get(left) ?? 1) > 0,
    ),
  );
}

/** The logic of a state machine whose register is elsewhere: a state in, the next one out. */
function machineLogicSigns({ inputs, outputs }: ModuleView): DomainSign[] {
  const state = [...inputs].find((name) =>
    /^(?:\w+_)?(?:state|y)$|^(?:curr?|current|present)_?st/i.test(name),
  );
  const next = [...outputs].find((name) => /next|^Y\d?$|^ns$/.test(name));
  if (state === undefined || next === undefined) return [];
  return [{ domain: 'fsm', strength: 56, reason: `${next} follows ${state}, which is kept elsewhere` }];
}

/** Many signals that are only handed on, as an adapter of pins does. */
function pinSigns({ combinational, rightSide, structure }: ModuleView): DomainSign[] {
  if (combinational.length < 8 || structure.instances.length > 0) return [];
  const copies = combinational.filter((one) => one.process === null && isRenaming(rightSide(one)));
  if (copies.length < combinational.length) return [];
  return [{ domain: 'glue', strength: 30, reason: `${copies.length} signals are handed on` }];
}

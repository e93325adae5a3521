import { measureComplexity } from '../complexity/measures.ts';
import type { DomainSign } from './domain-sign.ts';
import type { ModuleView } from './module-view.ts';

/** What a module without state does: select, add, compare, code, or plain logic. */
export function combinationalSigns(view: ModuleView): DomainSign[] {
  const { structure, registers, outputs } = view;
  const measures = measureComplexity(structure);
  const isStateless = registers.size === 0 && measures.latches === 0;
  const arithmetic = arithmeticOf(view);
  const multiplies = (structure.operators['*'] ?? 0) + (structure.operators['/'] ?? 0);
  const relations = relationsOf(view);
  const isCalled =
    /(?:^|_)(?:add(?:er)?|sub|mult?\w*|div(?:ider)?|alu|mac|fir|fpu|sqrt|cordic)(?:_|\d|$)/.test(
      view.moduleName,
    );
  const equalities = (structure.operators['=='] ?? 0) + (structure.operators['!='] ?? 0);
  const signs: DomainSign[] = [];
  if (arithmetic > 0) {
    const reason = `${arithmetic} additions, subtractions or multiplications of values`;
    signs.push({
      domain: 'arithmetic',
      strength: isCalled ? 71 : isStateless ? 54 : multiplies > 0 ? 56 : 40,
      reason,
    });
  }
  if (!isStateless) return signs;
  if (measures.decoded_bits > 1 || decodes(view)) {
    signs.push({ domain: 'codec', strength: 52, reason: 'codes of its inputs are turned into other codes' });
  }
  if (relations > 0 && arithmetic === 0) {
    signs.push({ domain: 'comparator', strength: 53, reason: `${relations} relational operators` });
  } else if (equalities > 0 && arithmetic === 0 && comparesInputs(view)) {
    signs.push({ domain: 'comparator', strength: 53, reason: 'inputs are compared with each other' });
  }
  if (measures.selections > 0 && arithmetic === 0) {
    signs.push({
      domain: 'mux_demux',
      strength: 50,
      reason: `${measures.selections} choices between values`,
    });
  }
  if (outputs.size > 0 && structure.instances.length === 0) {
    signs.push({ domain: 'combinational_logic', strength: 10, reason: 'no state' });
  }
  return signs;
}

/** Arithmetic on values: counting by a constant and index arithmetic in loops are not meant. */
function arithmeticOf({ clocked, combinational, rightSide, structure }: ModuleView): number {
  const genvars = new Set(structure.signals.filter(({ kind }) => kind === 'genvar').map(({ name }) => name));
  return [...clocked, ...combinational].filter((assignment) => {
    const right = rightSide(assignment)
      .replace(/\[[^\]]*\]/g, '')
      .replace(/\$\w+\([^)]*\)/g, '');
    if (!/[+*/%]|(?<![<(,=?:]\s*)-/.test(right)) return false;
    if (assignment.defs.some((name) => genvars.has(name))) return false;
    const isCounting = assignment.dataUses.length <= 1 && /[+-]\s*(?:\d*'[bdh])?[\da-f]+\s*\)?$/i.test(right);
    return !isCounting && assignment.dataUses.length > 0;
  }).length;
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

/** `1 << sel`, or a case over one input whose branches are constants. */
function decodes({ combinational, rightSide }: ModuleView): boolean {
  return combinational.some((assignment) =>
    /^\(?\d*'?[bdh]?0*1\)?<</.test(rightSide(assignment).replace(/\s/g, '')),
  );
}

function comparesInputs({ combinational, rightSide, inputs, bits }: ModuleView): boolean {
  return combinational.some((assignment) =>
    [...rightSide(assignment).matchAll(/([A-Za-z_]\w*)(?:\[[^\]]*\])?\s*[=!]==?\s*([A-Za-z_]\w*)/g)].some(
      ([, left = '', right = '']) => inputs.has(left) && inputs.has(right) && (bits.get(left) ?? 1) > 0,
    ),
  );
}

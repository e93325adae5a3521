import type { ModuleRegion } from '../module-regions.ts';
import type { SyntaxTree } from '../syntax-tree.ts';
import type { ModuleStructure } from './module-structure.ts';
import { type NameMeaning, readNames } from './names.ts';

type Counts = Pick<ModuleStructure, 'operators' | 'systemTasks' | 'generates'>;

/** How node types that are operations without an operator of their own are counted. */
const OPERATIONS: Readonly<Record<string, string>> = {
  conditional_expression: '?:',
  concatenation: '{}',
  multiple_concatenation: '{{}}',
  inside_expression: 'inside',
};
const GENERATES = ['loop_generate_construct', 'if_generate_construct', 'case_generate_construct'];
const COUNTED = [
  'system_tf_identifier',
  'inc_or_dec_operator',
  'assignment_operator',
  'expression',
  'bit_select',
];
const EXPRESSIONS: ReadonlySet<string> = new Set(['expression', 'constant_expression']);

/** Counts operators, generate constructs and system tasks. Operators between constants (widths) are left out. */
export function countConstructs(tree: SyntaxTree, region: ModuleRegion, meaning: NameMeaning): Counts {
  const operators = new Map<string, number>();
  const systemTasks = new Set<string>();
  let generates = 0;
  const count = (operator: string): void => {
    operators.set(operator, (operators.get(operator) ?? 0) + 1);
  };
  const isCounted = tree.mask([...Object.keys(OPERATIONS), ...GENERATES, ...COUNTED]);
  for (const item of region.items) {
    const end = tree.next[item]!;
    for (let at = item; at < end; at++) {
      if (isCounted[tree.typeNumbers[at]!] === 0) continue;
      const type = tree.type(at);
      if (type === 'system_tf_identifier') systemTasks.add(tree.textOf(at));
      else if (GENERATES.includes(type)) generates++;
      else if (OPERATIONS[type] !== undefined) count(OPERATIONS[type]);
      else if (type === 'inc_or_dec_operator') count(tree.textOf(at));
      else if (type === 'assignment_operator' && tree.textOf(at) !== '=') count(tree.textOf(at));
      else if (type === 'expression') countOperator(tree, at, count);
      else if (type === 'bit_select' && readNames(tree, [at], meaning).signals.length > 0) count('[]');
    }
  }
  return { operators: Object.fromEntries(operators), systemTasks: [...systemTasks], generates };
}

function countOperator(tree: SyntaxTree, node: number, count: (operator: string) => void): void {
  const children = tree.children(node);
  const [first, second] = children;
  if (children.length === 3 && EXPRESSIONS.has(tree.type(first!))) count(tree.textOf(second!));
  else if (children.length === 2 && tree.type(first!) === 'unary_operator') count(`u${tree.textOf(first!)}`);
}

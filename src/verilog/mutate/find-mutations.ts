import type { Node } from 'web-tree-sitter';
import {
  concatenationRule,
  conditionalExpressionRule,
  gateRule,
  operatorRule,
  signCastRule,
  stateNameRule,
} from './expression-rules.ts';
import { literalRule, parameterRule } from './literal-rules.ts';
import type { MutationFacts } from './mutation-facts.ts';
import type { Mutation } from './mutation-operators.ts';
import { type MutationRule, type MutationSite, textOf } from './mutation-site.ts';
import { otherProcess, readProcessFacts } from './process-facts.ts';
import { selectRule } from './select-rules.ts';
import {
  blockingRule,
  caseRule,
  conditionRule,
  continuousRule,
  edgeRule,
  incrementRule,
  nonblockingRule,
  operatorAssignmentRule,
} from './statement-rules.ts';

const RULES: Readonly<Record<string, readonly MutationRule[]>> = {
  expression: [operatorRule],
  conditional_expression: [conditionalExpressionRule],
  concatenation: [concatenationRule],
  primary: [stateNameRule],
  integral_number: [literalRule],
  unbased_unsized_literal: [literalRule],
  param_assignment: [parameterRule],
  system_tf_identifier: [signCastRule],
  select: [selectRule],
  constant_select: [selectRule],
  nonblocking_assignment: [nonblockingRule],
  blocking_assignment: [blockingRule],
  operator_assignment: [operatorAssignmentRule],
  net_assignment: [continuousRule],
  net_decl_assignment: [continuousRule],
  inc_or_dec_operator: [incrementRule],
  conditional_statement: [conditionRule],
  case_statement: [caseRule],
  event_expression: [edgeRule],
  n_input_gatetype: [gateRule],
  n_output_gatetype: [gateRule],
};

/**
 * Nothing below these is changed: widths and structure (the result may not compile), what no synthesis sees
 * (delays, assertions, tasks that print), names of states (another encoding is the same machine), broken text.
 */
const LEFT_ALONE: ReadonlySet<string> = new Set([
  'ERROR',
  'attribute_instance',
  'comment',
  'concurrent_assertion_item',
  'constant_expression',
  'constant_param_expression',
  'constant_range',
  'data_type',
  'data_type_or_implicit',
  'deferred_immediate_assertion_item',
  'delay_control',
  'delay3',
  'enum_name_declaration',
  'for_step',
  'genvar_initialization',
  'genvar_iteration',
  'indexed_range',
  'module_ansi_header',
  'module_nonansi_header',
  'packed_dimension',
  'parameter_value_assignment',
  'procedural_assertion_statement',
  'specify_block',
  'string_literal',
  'text_macro_usage',
  'type_declaration',
  'unpacked_dimension',
]);

/** The grammar nests expressions deeply only in generated code, where a recursion would run out of stack. */
const DEEPEST = 800;

/** All single edits of a module that the rules know. Of equal ones the first has the name that says most. */
export function findMutations(module: Node, text: string, facts: MutationFacts): Mutation[] {
  const found: Mutation[] = [];
  const visit = (node: Node, around: MutationSite, depth: number): void => {
    if (LEFT_ALONE.has(node.type) || depth > DEEPEST || isPrinting(node, around)) return;
    const site = siteOf(node, around);
    for (const rule of RULES[node.type] ?? []) found.push(...rule(node, site));
    node.namedChildren.forEach((child) => {
      visit(child, siteOfChild(node, child, site), depth + 1);
    });
  };
  for (const item of [module, ...headerParameters(module)]) {
    for (const child of item.namedChildren) visit(child, { ...OUTSIDE, text, facts }, 0);
  }
  return found;
}

const OUTSIDE: Omit<MutationSite, 'text' | 'facts'> = {
  process: otherProcess('none'),
  underReset: false,
  inLoopHead: false,
  inTarget: false,
  inConnection: false,
  targets: [],
};

/** The head is left alone but for the values of its parameters. */
function headerParameters(module: Node): Node[] {
  const header = module.namedChildren.find((child) => child.type === 'module_ansi_header');
  return header?.namedChildren.filter((child) => child.type === 'parameter_port_list') ?? [];
}

function isPrinting(node: Node, site: MutationSite): boolean {
  return node.type === 'subroutine_call_statement' && textOf(node, site).startsWith('$');
}

/** What a node makes of its surroundings, for itself and all below it. */
function siteOf(node: Node, site: MutationSite): MutationSite {
  const nameOf = (named: Node): string => textOf(named, site);
  switch (node.type) {
    case 'always_construct':
      return { ...site, process: readProcessFacts(node, site.facts.resets, nameOf) };
    case 'initial_construct':
      return { ...site, process: otherProcess('initial') };
    case 'function_declaration':
    case 'task_declaration':
      return { ...site, process: otherProcess('routine') };
    case 'variable_lvalue':
    case 'net_lvalue':
      return { ...site, inTarget: true };
    // The index of a target is read.
    case 'bit_select':
      return { ...site, inTarget: false };
    case 'net_assignment':
    case 'net_decl_assignment':
    case 'nonblocking_assignment':
    case 'operator_assignment':
    case 'blocking_assignment':
      return { ...site, targets: targetsOf(node, nameOf) };
    default:
      return site;
  }
}

function siteOfChild(node: Node, child: Node, site: MutationSite): MutationSite {
  switch (node.type) {
    case 'loop_statement':
      return child.type === 'statement_or_null' ? site : { ...site, inLoopHead: true };
    case 'named_port_connection':
    case 'ordered_port_connection':
      return { ...site, inConnection: true };
    case 'conditional_statement': {
      const isThen = node.namedChildren.find((one) => one.type === 'statement_or_null')?.id === child.id;
      return isThen && site.process.resetConditional === node.id ? { ...site, underReset: true } : site;
    }
    default:
      return site;
  }
}

function targetsOf(assignment: Node, nameOf: (node: Node) => string): string[] {
  return assignment
    .descendantsOfType(['variable_lvalue', 'net_lvalue'])
    .map((target) => target.firstNamedChild)
    .filter((name) => name !== null)
    .map(nameOf);
}

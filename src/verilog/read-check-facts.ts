import type { Node } from 'web-tree-sitter';
import {
  type CheckExpression,
  CONSTANT,
  dottedPath,
  type NameResolver,
  readExpression,
  readTargets,
} from './check-expression.ts';
import { type CheckFacts, namesVerdict } from './check-facts.ts';
import { type CheckNames, findSubroutine, isUnit, unitName } from './check-names.ts';
import { nodeText, type VerilogTree } from './parser.ts';
import type { Subroutine } from './subroutines.ts';

interface Context {
  unit: string;
  subroutine: Subroutine | undefined;
  names: NameResolver;
  controls: readonly CheckExpression[];
}

const PRINTS = /^\$(?:f?(?:display|write|strobe|monitor)[bho]?|warning|info)$/;

const ORDERED = ['ordered_port_connection', 'output_terminal', 'input_terminal'];

/** Walks a testbench once and notes what it assigns, prints, asserts, calls and connects, under which conditions. */
export function readCheckFacts(tree: VerilogTree, known: CheckNames): CheckFacts {
  const facts: CheckFacts = {
    assignments: [],
    effects: [],
    assertions: [],
    calls: [],
    connections: [],
    declared: new Map(),
  };
  const context: Context = {
    unit: '',
    subroutine: undefined,
    names: known.resolver('', undefined),
    controls: [],
  };
  visit(tree.root, context);
  return facts;

  function visit(node: Node, at: Context): void {
    if (isUnit(node)) {
      const unit = unitName(tree, node);
      visitChildren(node, {
        unit,
        subroutine: undefined,
        names: known.resolver(unit, undefined),
        controls: [],
      });
      return;
    }
    const subroutine = known.subroutineOf(node);
    if (subroutine !== undefined) {
      visitChildren(node, {
        unit: at.unit,
        subroutine,
        names: known.resolver(at.unit, subroutine),
        controls: [],
      });
      return;
    }
    switch (node.type) {
      case 'conditional_statement':
        visitChildren(node, under(at, conditions(node, at)));
        return;
      case 'case_statement':
        visitChildren(node, under(at, [caseCondition(node, at)]));
        return;
      case 'event_control':
      case 'delay_control':
        return;
      case 'operator_assignment':
      case 'nonblocking_assignment':
      case 'variable_assignment':
      case 'net_assignment':
      case 'inc_or_dec_expression':
      case 'net_decl_assignment':
      case 'variable_decl_assignment':
        noteAssignment(node, at);
        break;
      case 'property_declaration':
      case 'sequence_declaration':
      case 'clocking_declaration':
        noteNamedExpression(node, at);
        break;
      case 'system_tf_call':
      case 'severity_system_task':
      case 'simulation_control_task':
        noteSystemCall(node, at);
        break;
      case 'tf_call':
      case 'method_call':
        noteCall(node, at);
        break;
      case 'simple_immediate_assert_statement':
      case 'simple_immediate_assume_statement':
      case 'deferred_immediate_assert_statement':
      case 'deferred_immediate_assume_statement':
      case 'assert_property_statement':
      case 'assume_property_statement':
      case 'expect_property_statement':
        visitAssertion(node, at);
        return;
      case 'module_instantiation':
      case 'udp_instantiation':
        noteConnections(node, at);
        return;
      default:
        if (node.type.endsWith('_gate_instance') || node.type.endsWith('_switch_instance'))
          noteGate(node, at);
    }
    visitChildren(node, at);
  }

  function visitChildren(node: Node, at: Context): void {
    for (const child of node.namedChildren) visit(child, at);
  }

  function under(at: Context, added: readonly CheckExpression[]): Context {
    return { ...at, controls: [...at.controls, ...added] };
  }

  function conditions(node: Node, at: Context): CheckExpression[] {
    const predicates = node.namedChildren.filter((child) => child.type === 'cond_predicate');
    return predicates.map((predicate) => readExpression(predicate, at.names));
  }

  /** `case (x) a, b: ...` compares x with every label. */
  function caseCondition(node: Node, at: Context): CheckExpression {
    const selector = node.namedChildren.find((child) => child.type === 'case_expression');
    const labels = node.namedChildren
      .filter((child) => child.type === 'case_item' || child.type === 'case_inside_item')
      .flatMap((item) => item.namedChildren.filter((child) => !child.type.startsWith('statement')));
    const sides = [selector, ...labels].flatMap((side) =>
      side == null ? [] : [readExpression(side, at.names)],
    );
    const [first = CONSTANT, ...rest] = sides;
    return { kind: 'compare', inequality: false, sides: [first, { kind: 'mix', parts: rest }] };
  }

  function controlled(node: Node, at: Context) {
    return { controls: at.controls, owner: at.subroutine?.id ?? '', line: node.startPosition.row + 1 };
  }

  function assign(node: Node, at: Context, targets: readonly string[], value: CheckExpression): void {
    if (targets.length > 0)
      facts.assignments.push({ targets, value, releases: isReleasing(node), ...controlled(node, at) });
  }

  function noteAssignment(node: Node, at: Context): void {
    const [target, ...rest] = node.namedChildren;
    if (target === undefined) return;
    const targets = readTargets(target, at.names);
    if (node.type.endsWith('_decl_assignment')) {
      facts.declared.set(at.unit, [...(facts.declared.get(at.unit) ?? []), ...targets]);
    }
    const values = rest
      .filter((child) => !/operator|dimension|delay_or_event_control/.test(child.type))
      .map((child) => readExpression(child, at.names));
    const isUpdate = node.type === 'inc_or_dec_expression' || !/^(?:=|<=)$/.test(operatorOf(node));
    const isDeclarationOnly = node.type.endsWith('_decl_assignment') && values.length === 0;
    if (isUpdate && node.type !== 'net_assignment') values.push({ kind: 'names', ids: targets });
    if (!isDeclarationOnly) assign(node, at, targets, { kind: 'mix', parts: values });
  }

  function isReleasing(node: Node): boolean {
    return node.type.startsWith('net_') && /'[bohd]?[zZ?]|\d'[bohd][zZ]/i.test(nodeText(tree, node));
  }

  function operatorOf(node: Node): string {
    const operator = node.namedChildren.find((child) => child.type === 'assignment_operator');
    return operator === undefined ? '=' : nodeText(tree, operator);
  }

  /** A property, sequence or clocking block stands for the signals in it. */
  function noteNamedExpression(node: Node, at: Context): void {
    const name = node.childForFieldName('name');
    if (name === null) return;
    const inside = node.namedChildren.filter(
      (child) => child.id !== name.id && child.type !== 'clocking_event',
    );
    const parts = inside.map((child) => readExpression(child, at.names));
    assign(node, at, at.names.ids([nodeText(tree, name)]), { kind: 'mix', parts });
  }

  function noteGate(node: Node, at: Context): void {
    const isTerminal = (child: Node): boolean => child.type.endsWith('_terminal');
    const [output, ...inputs] = node.namedChildren.filter(isTerminal);
    if (output === undefined) return;
    const parts = inputs.map((input) => readExpression(input, at.names));
    assign(node, at, readTargets(output, at.names), { kind: 'mix', parts });
  }

  function noteSystemCall(node: Node, at: Context): void {
    const name = /^\$\w+/.exec(nodeText(tree, node))?.[0] ?? '';
    const args = argumentList(node).map(({ value }) => value);
    const read = args.map((arg) => readExpression(arg, at.names));
    const all: CheckExpression = { kind: 'mix', parts: read };
    const [first, ...others] = args;
    if (/^\$(?:sformat|swrite[bho]?|cast)$/.test(name) && first !== undefined) {
      assign(node, at, readTargets(first, at.names), { kind: 'mix', parts: read.slice(1) });
    } else if (name === '$sscanf') {
      for (const target of others.slice(1))
        assign(node, at, readTargets(target, at.names), read[0] ?? CONSTANT);
    }
    const kind = /^\$(?:error|fatal)$/.test(name)
      ? 'severity'
      : /^\$(?:finish|stop)$/.test(name)
        ? 'end'
        : 'print';
    if (kind === 'print' && !PRINTS.test(name)) return;
    facts.effects.push({
      name,
      kind,
      args: all,
      namesVerdict: args.some(hasVerdictText),
      ...controlled(node, at),
    });
  }

  function hasVerdictText(arg: Node): boolean {
    return arg.descendantsOfType('string_literal').some((text) => namesVerdict(nodeText(tree, text)));
  }

  function visitAssertion(node: Node, at: Context): void {
    const action = node.namedChildren.find((child) => child.type === 'action_block');
    const parts = node.namedChildren.filter((child) => child.id !== action?.id);
    const condition: CheckExpression = {
      kind: 'mix',
      parts: parts.map((part) => readExpression(part, at.names)),
    };
    const name = node.type.includes('property')
      ? 'assert property'
      : node.type.includes('assume')
        ? 'assume'
        : 'assert';
    facts.assertions.push({ name, condition, ...controlled(node, at) });
    for (const part of parts) visit(part, at);
    if (action !== undefined) visit(action, under(at, [condition]));
  }

  function noteCall(node: Node, at: Context): void {
    const path = calledPath(node, at.names);
    const name = path.at(-1) ?? '';
    const args = argumentList(node);
    const read = args.map(({ value }) => readExpression(value, at.names));
    const callee = findSubroutine(known.subroutines, name, at.unit);
    if (callee === undefined) {
      // Queues, mailboxes and the like: what goes in by one method comes out by another.
      const object = path.length > 1 ? at.names.ids(path.slice(0, -1)) : [];
      assign(node, at, object, { kind: 'mix', parts: read });
      for (const { value } of args) assign(node, at, outputIds(value, at), { kind: 'names', ids: object });
      return;
    }
    const isVerdict = namesVerdict(name) || args.some(({ value }) => hasVerdictText(value));
    facts.calls.push({ callee: callee.id, namesVerdict: isVerdict, ...controlled(node, at) });
    args.forEach(({ value, port }, index) => {
      const formal =
        typeof port === 'string' ? callee.formals.find((one) => one.name === port) : callee.formals[port];
      if (formal === undefined) return;
      const id = `${callee.id}.${formal.name}`;
      if (formal.isOutput) assign(node, at, readTargets(value, at.names), { kind: 'names', ids: [id] });
      assign(node, at, [id], read[index] ?? CONSTANT);
    });
  }

  /** Only a plain name can be an output argument of a method. */
  function outputIds(value: Node, at: Context): string[] {
    return /^[\w.$\s[\]]+$/.test(nodeText(tree, value)) ? readTargets(value, at.names) : [];
  }

  function calledPath(node: Node, names: NameResolver): string[] {
    if (node.type === 'tf_call') {
      const called = node.namedChildren.find((child) => child.type === 'hierarchical_identifier');
      return called === undefined ? [] : dottedPath(called, names);
    }
    const object = node.descendantsOfType('hierarchical_identifier')[0];
    const method = node.namedChildren.find((child) => child.type === 'method_call_body');
    const methodName = method === undefined ? '' : (/^\w+/.exec(nodeText(tree, method))?.[0] ?? '');
    return [...(object === undefined ? [] : dottedPath(object, names)), methodName];
  }

  /** The arguments of a call with their name, or their position counted over empty ones. */
  function argumentList(node: Node): { value: Node; port: string | number }[] {
    const list = node.descendantsOfType('list_of_arguments')[0];
    const found: { value: Node; port: string | number }[] = [];
    let position = 0;
    let name: string | undefined;
    for (const child of list?.children ?? []) {
      if (child.type === ',') position++;
      else if (child.type === 'simple_identifier') name = nodeText(tree, child);
      else if (child.isNamed) {
        found.push({ value: child, port: name ?? position });
        name = undefined;
      }
    }
    return found;
  }

  function noteConnections(node: Node, at: Context): void {
    const type = node.childForFieldName('instance_type');
    if (type === null) return;
    const moduleName = nodeText(tree, type);
    // By position, an instance of a module looks like one of a primitive.
    for (const instance of node.namedChildren.filter(({ type }) =>
      /^(?:hierarchical|udp)_instance$/.test(type),
    )) {
      const nameNode = instance.descendantsOfType('name_of_instance')[0]?.childForFieldName('instance_name');
      const instanceName = nameNode == null ? '' : nodeText(tree, nameNode);
      const common = { moduleName, instanceName, scope: at.unit };
      const ports = instance.descendantsOfType(['named_port_connection', ...ORDERED]);
      ports.forEach((port, position) => {
        const portName = port.childForFieldName('port_name');
        if (ORDERED.includes(port.type)) {
          facts.connections.push({ ...common, port: position, value: readExpression(port, at.names) });
        } else if (portName === null) {
          facts.connections.push({ ...common, port: '*', value: CONSTANT });
        } else {
          const connection = port.childForFieldName('connection');
          const isImplicit = connection === null && !nodeText(tree, port).includes('(');
          const value = isImplicit ? portName : connection;
          const read = value === null ? CONSTANT : readExpression(value, at.names);
          facts.connections.push({ ...common, port: nodeText(tree, portName), value: read });
        }
      });
      if (ports.length === 0) facts.connections.push({ ...common, port: 0, value: CONSTANT });
    }
  }
}

import {
  type ConnectionNode,
  hasWildcard,
  instancesOf,
  instantiatedName,
  readConnections,
} from '../instances.ts';
import type { ModulePort, PortDirection } from '../modules.ts';
import type { SyntaxNode, SyntaxTree } from '../syntax-tree.ts';
import { type DriverContext, noteDriver, type Surroundings, within } from './driver-context.ts';
import { type Expression, readExpression } from './expression.ts';
import { readLvalue, readNames } from './names.ts';

interface Connected {
  direction: PortDirection;
  /** -1 for a signal that `.*` connects. */
  node: SyntaxNode;
  name: string;
}

/** Notes what instances drive: one driver an output, which reads all inputs. An unknown port is taken for both. */
export function readInstanceDrivers(
  context: DriverContext,
  around: Surroundings,
  instantiation: SyntaxNode,
): void {
  const { tree } = context;
  const ports = context.portsOf(instantiatedName(tree, instantiation));
  const instances = instancesOf(tree, instantiation);
  const inList = listed(context, around, instantiation, instances);
  for (const instance of instances) {
    const connected = readConnected(context, instance, ports);
    const uses = connected.flatMap((one) => (one.direction === 'output' ? [] : namesOf(context, one)));
    for (const one of connected) {
      if (one.direction === 'input') continue;
      const target = targetOf(context, one);
      if (target === undefined) continue;
      noteDriver(context, inList, {
        kind: 'instance',
        defs: target.defs,
        uses: [...new Set([...uses, ...target.uses])],
        ...placeOf(context, instances.length > 1 ? instance : instantiation),
      });
    }
  }
}

/** Notes what gates and switches drive. */
export function readGateDrivers(context: DriverContext, around: Surroundings, gates: SyntaxNode): void {
  const { tree, meaning } = context;
  const instances = tree.children(gates).filter((child) => /_instance$/.test(tree.type(child)));
  const inList = listed(context, around, gates, instances);
  for (const instance of instances) {
    const outputs = tree.childrenOf(instance, 'output_terminal', 'inout_terminal');
    const values = tree
      .children(instance)
      .filter((child) => /^(?!output).*_terminal$/.test(tree.type(child)));
    for (const output of outputs) {
      const { defs, uses } = readLvalue(tree, output, meaning);
      noteDriver(context, inList, {
        kind: 'gate',
        defs,
        values: values.filter((value) => value !== output),
        uses,
        ...placeOf(context, instances.length > 1 ? instance : gates),
      });
    }
  }
}

function readConnected(
  context: DriverContext,
  instance: SyntaxNode,
  ports: readonly ModulePort[] | undefined,
): Connected[] {
  const { tree } = context;
  const connections = readConnections(tree, instance);
  const connected = connections
    .filter((one) => one.node >= 0)
    .map((one) => ({
      direction: directionOf(one, connections.indexOf(one), ports),
      node: one.node,
      name: one.expression,
    }));
  if (!hasWildcard(tree, instance)) return connected;
  const named = new Set(connections.map((one) => one.port));
  const implicit = (ports ?? []).filter((port) => !named.has(port.name) && context.isSignal(port.name));
  return [...connected, ...implicit.map(({ name, direction }) => ({ direction, node: -1, name }))];
}

function directionOf(
  connection: ConnectionNode,
  position: number,
  ports: readonly ModulePort[] | undefined,
): PortDirection {
  const port =
    connection.port === null ? ports?.[position] : ports?.find((one) => one.name === connection.port);
  return port?.direction ?? 'unknown';
}

function namesOf(context: DriverContext, { node, name }: Connected): string[] {
  return node < 0 ? [name] : readNames(context.tree, [node], context.meaning).signals;
}

/** What a connection can drive: a name, a part of one, or a concatenation of such; undefined for any other. */
function targetOf(
  context: DriverContext,
  { node, name }: Connected,
): { defs: string[]; uses: string[] } | undefined {
  const { tree, meaning } = context;
  if (node < 0) return { defs: [name], uses: [] };
  if (tree.type(node) !== 'output_terminal' && !isLvalue(readExpression(tree, node))) return undefined;
  const parts = tree.findAll(node, 'concatenation').length > 0 ? concatenated(tree, node) : [node];
  const lvalues = parts.map((part) => readLvalue(tree, part, meaning));
  const defs = [...new Set(lvalues.flatMap((lvalue) => lvalue.defs))].filter(
    (one) => !meaning.isConstant(one),
  );
  if (defs.length === 0) return undefined;
  return { defs, uses: [...new Set(lvalues.flatMap((lvalue) => lvalue.uses))] };
}

function isLvalue(expression: Expression): boolean {
  if (expression.kind === 'concatenation') return expression.parts.every(isLvalue);
  return expression.kind === 'name';
}

/** The parts of a concatenation, inner ones opened. */
export function concatenated(tree: SyntaxTree, node: SyntaxNode): SyntaxNode[] {
  const open = tree.find(node, 'concatenation');
  if (open < 0) return [node];
  return tree.childrenOf(open, 'expression').flatMap((part) => concatenated(tree, part));
}

function listed(
  context: DriverContext,
  around: Surroundings,
  node: SyntaxNode,
  parts: readonly SyntaxNode[],
): Surroundings {
  const { tree } = context;
  const [first] = parts;
  if (first === undefined || parts.length < 2) return around;
  const tailStart = tree.end[parts.at(-1)!]!;
  return within(context, around, {
    kind: 'list',
    ...placeOf(context, node),
    headEnd: tree.start[first]!,
    tailStart,
  });
}

function placeOf({ tree }: DriverContext, node: SyntaxNode): { start: number; end: number } {
  return { start: tree.start[node]!, end: tree.end[node]! };
}

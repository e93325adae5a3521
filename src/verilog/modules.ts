import type { Node } from 'web-tree-sitter';
import { designUnits } from './design-units.ts';
import { nodeText, type ParseOptions, type VerilogTree, withTree } from './parser.ts';
import { readPorts } from './ports.ts';

export type PortDirection = 'input' | 'output' | 'inout' | 'ref' | 'interface' | 'unknown';

export interface ModulePort {
  name: string;
  direction: PortDirection;
  /** Packed range as written (`[3:0]`, `[W-1:0]`); empty for one bit and for named types. */
  width: string;
}

interface ModuleParameter {
  name: string;
  /** Default value as written; empty when there is none. */
  value: string;
}

interface PortConnection {
  /** Null for a connection by position. */
  port: string | null;
  /** Expression as written; empty for an open port. */
  expression: string;
}

export interface ModuleInstance {
  moduleName: string;
  instanceName: string;
  start: number;
  end: number;
  connections: PortConnection[];
  /** True with `.*`. */
  wildcard: boolean;
}

/** One module declaration. Offsets are UTF-16 indices into the text. */
export interface ModuleDeclaration {
  name: string;
  start: number;
  end: number;
  ports: ModulePort[];
  parameters: ModuleParameter[];
  instances: ModuleInstance[];
}

export interface ModuleList {
  modules: ModuleDeclaration[];
  /** `tree`: from a tree without errors; `partial`: from one with errors; `lexical`: names and ranges only. */
  source: 'tree' | 'partial' | 'lexical';
}

/**
 * The module declarations of a text, in order, nested ones behind their parents. When the grammar loses a module
 * that the tokens show, or its deadline passes, the list is lexical: names and ranges, without ports or instances.
 */
export function listModules(text: string, options: ParseOptions = {}): ModuleList {
  const units = designUnits(text).filter((unit) => unit.kind === 'module');
  const found = withTree(text, (tree) => ({ modules: readModules(tree), hasError: tree.hasError }), options);
  if (found === undefined || (found.hasError && found.modules.length < units.length)) {
    const modules = units.map(({ name, start, end }) => ({
      name,
      start,
      end,
      ports: [],
      parameters: [],
      instances: [],
    }));
    return { modules, source: 'lexical' };
  }
  return { modules: found.modules, source: found.hasError ? 'partial' : 'tree' };
}

/** The module declarations of a tree. */
export function readModules(tree: VerilogTree): ModuleDeclaration[] {
  return tree.root.descendantsOfType('module_declaration').flatMap((node) => {
    const header = node.namedChildren.find((child) => /^module_(?:non)?ansi_header$/.test(child.type));
    const name = header?.childForFieldName('name');
    if (header === undefined || name == null) return [];
    return [
      {
        name: nodeText(tree, name),
        start: node.startIndex,
        end: node.endIndex,
        ports: readPorts(tree, node, header),
        parameters: readParameters(tree, node),
        instances: readInstances(tree, node),
      },
    ];
  });
}

/** The module instances under a node, gate primitives left out. */
export function readInstances(tree: VerilogTree, within: Node): ModuleInstance[] {
  return within.descendantsOfType('module_instantiation').flatMap((node) => {
    const type = node.childForFieldName('instance_type');
    if (type === null) return [];
    return node.namedChildren
      .filter((child) => child.type === 'hierarchical_instance')
      .map((instance) => readInstance(tree, nodeText(tree, type), instance));
  });
}

function readInstance(tree: VerilogTree, moduleName: string, instance: Node): ModuleInstance {
  const name = instance.descendantsOfType('name_of_instance')[0]?.childForFieldName('instance_name');
  const connections: PortConnection[] = [];
  let wildcard = false;
  for (const node of instance.descendantsOfType(['named_port_connection', 'ordered_port_connection'])) {
    if (node.type === 'ordered_port_connection') {
      connections.push({ port: null, expression: nodeText(tree, node).trim() });
      continue;
    }
    const port = node.childForFieldName('port_name');
    if (port === null) {
      wildcard = true;
      continue;
    }
    const connection = node.childForFieldName('connection');
    // `.clk` alone connects the signal of the same name, `.clk()` none.
    const isImplicit = !nodeText(tree, node).includes('(');
    const expression =
      connection === null ? (isImplicit ? nodeText(tree, port) : '') : nodeText(tree, connection);
    connections.push({ port: nodeText(tree, port), expression });
  }
  const { startIndex: start, endIndex: end } = instance;
  return {
    moduleName,
    instanceName: name == null ? '' : nodeText(tree, name),
    start,
    end,
    connections,
    wildcard,
  };
}

function readParameters(tree: VerilogTree, module: Node): ModuleParameter[] {
  return module.descendantsOfType('parameter_declaration').flatMap((node) =>
    node.descendantsOfType('param_assignment').map((assignment) => {
      const [name, ...rest] = nodeText(tree, assignment).split('=');
      return { name: name!.trim(), value: rest.join('=').trim() };
    }),
  );
}

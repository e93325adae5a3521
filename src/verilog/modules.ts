import { designUnits } from './design-units.ts';
import { readInstances } from './instances.ts';
import { findModules, type ModuleRegion } from './module-regions.ts';
import { type ParseOptions, type VerilogTree, withTree } from './parser.ts';
import { readPorts } from './ports.ts';
import { type SyntaxNode, SyntaxTree } from './syntax-tree.ts';

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

/** One port of an instance with what is connected to it. */
export interface PortConnection {
  /** Null for a connection by position. */
  port: string | null;
  /** Expression as written; empty for an open port. */
  expression: string;
}

/** One instance of a module. Offsets are UTF-16 indices into the text. */
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
  const copy = new SyntaxTree(tree);
  return findModules(copy).map((region) => readDeclaration(copy, region));
}

/** What a module's head and its instances say. */
export function readDeclaration(
  tree: SyntaxTree,
  region: ModuleRegion,
  ports: readonly ModulePort[] = readPorts(tree, region),
): ModuleDeclaration {
  const nodes = [region.header, ...region.items];
  return {
    name: region.name,
    start: region.start,
    end: region.end,
    ports: ports.map(({ name, direction, width }) => ({ name, direction, width })),
    parameters: nodes.flatMap((node) => readParameters(tree, node)),
    instances: region.items.flatMap((item) => readInstances(tree, item)),
  };
}

function readParameters(tree: SyntaxTree, node: SyntaxNode): ModuleParameter[] {
  return tree.findAll(node, 'parameter_declaration').flatMap((declaration) =>
    tree.findAll(declaration, 'param_assignment').map((assignment) => {
      const [name, ...rest] = tree.textOf(assignment).split('=');
      return { name: name!.trim(), value: rest.join('=').trim() };
    }),
  );
}

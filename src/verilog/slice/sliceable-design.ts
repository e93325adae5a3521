import { findModules } from '../module-regions.ts';
import type { ModulePort } from '../modules.ts';
import { withTree } from '../parser.ts';
import { readPorts } from '../ports.ts';
import { readFileScope } from '../structure/file-scope.ts';
import { readMacros } from '../structure/macros.ts';
import { readModuleScope } from '../structure/module-scope.ts';
import type { ModuleStructure } from '../structure/module-structure.ts';
import { readStructures } from '../structure/structure.ts';
import { type SyntaxNode, SyntaxTree } from '../syntax-tree.ts';
import { declarationPart } from './declaration-parts.ts';
import { itemParts } from './item-parts.ts';
import { type DirectiveLine, directiveLines, type MacroCall, macroCalls } from './macro-calls.ts';
import type { Jump, Part, Place, SliceInstance } from './part.ts';
import type { PartContext } from './statement-parts.ts';
import { TokenIndex } from './token-index.ts';
import { instancesIn } from './walk-parts.ts';

/** A text of a design. */
export interface SliceSource {
  name: string;
  text: string;
}

/** A module with its parts. Offsets are those of its file. */
export interface SliceModule {
  file: number;
  structure: ModuleStructure;
  ports: ReadonlyMap<string, ModulePort>;
  /** From `module` to behind the semicolon of the head. */
  head: Place;
  tail: Place;
  parts: readonly Part[];
  instances: readonly SliceInstance[];
  jumps: readonly Jump[];
  /** Macros that stand for whole items: what they do is not known. */
  macroCalls: readonly MacroCall[];
}

/** What a file declares outside of its modules. */
export interface OuterUnit extends Place {
  /** Undefined: parts without anything around them. */
  head: Place | undefined;
  tail: Place | undefined;
  /** Names that keep a unit as a whole: interfaces, classes, primitives. */
  wholeNames: readonly string[];
  /** Its own name: kept as a frame when it is mentioned. */
  name: string | undefined;
  parts: readonly Part[];
}

export interface SliceFile extends SliceSource {
  tokens: TokenIndex;
  directives: readonly DirectiveLine[];
  outer: readonly OuterUnit[];
}

/** A design ready to be sliced. */
export interface SliceableDesign {
  files: readonly SliceFile[];
  modules: ReadonlyMap<string, SliceModule>;
  /** Modules that no other instantiates, in order. */
  roots: readonly string[];
  /** Names in the bodies of macros, by their name without the grave accent. */
  macros: ReadonlyMap<string, readonly string[]>;
}

interface ReadFile {
  file: SliceFile;
  modules: SliceModule[];
}

/**
 * Reads the texts of a design for slicing. Headers are not read: what they hold stays as it is. Needs `loadParser()`.
 * @returns why it cannot be sliced, where a text has errors
 */
export function readSliceableDesign(sources: readonly SliceSource[]): SliceableDesign | { problem: string } {
  const read: ReadFile[] = [];
  for (const [index, source] of sources.entries()) {
    if (/\.(?:vh|svh|h)$/.test(source.name)) {
      read.push({ file: { ...source, tokens: new TokenIndex(''), directives: [], outer: [] }, modules: [] });
      continue;
    }
    const tree = withTree(source.text, (parsed) => new SyntaxTree(parsed));
    if (tree === undefined) return { problem: `${source.name} takes too long to parse` };
    if (tree.hasError) return { problem: `${source.name} does not parse` };
    read.push(readFile(tree, source, index));
  }
  const modules = new Map<string, SliceModule>();
  for (const module of read.flatMap((one) => one.modules)) {
    if (modules.has(module.structure.name))
      return { problem: `module \`${module.structure.name}\` is defined twice` };
    modules.set(module.structure.name, module);
  }
  const used = new Set(
    [...modules.values()].flatMap((one) => one.instances.map(({ moduleName }) => moduleName)),
  );
  const roots = [...modules.keys()].filter((name) => !used.has(name));
  const macros = readMacros(sources.map(({ text }) => text).join('\n')).names;
  return { files: read.map((one) => one.file), modules, roots, macros };
}

function readFile(tree: SyntaxTree, source: SliceSource, index: number): ReadFile {
  const regions = findModules(tree);
  const scope = readFileScope(tree);
  const structures = readStructures(tree, {});
  const calls = macroCalls(source.text);
  const modules = regions.map((region, at): SliceModule => {
    const structure = structures[at]!;
    const { meaning } = readModuleScope(tree, region, readPorts(tree, region), scope);
    const jumps: Jump[] = [];
    const context: PartContext = { tree, meaning, constants: structure.parameterValues, jumps };
    const parts = region.items.flatMap((item) => itemParts(context, item));
    const inside = ({ start, end }: Place): boolean =>
      region.start <= start &&
      end <= region.end &&
      !parts.some((part) => part.start < end && start < part.end);
    return {
      file: index,
      structure,
      ports: new Map(structure.ports.map((port) => [port.name, port])),
      head: { start: region.start, end: tree.end[region.header]! },
      tail: { start: lastWord(source.text, region, 'endmodule'), end: region.end },
      parts,
      instances: instancesIn(parts),
      jumps,
      macroCalls: calls.filter(inside),
    };
  });
  const outer = tree.children(0).flatMap((node) => outerUnit(tree, node) ?? []);
  return {
    file: { ...source, tokens: new TokenIndex(source.text), directives: directiveLines(source.text), outer },
    modules,
  };
}

/** Parameters of a package cannot be set from outside. */
function packageParts(context: PartContext, item: SyntaxNode): Part[] {
  const { tree } = context;
  const parameters = tree.child(item, 'parameter_declaration');
  const part = parameters < 0 ? undefined : declarationPart(tree, parameters);
  return part === undefined ? itemParts(context, item) : [part];
}

function lastWord(text: string, { start, end }: Place, word: string): number {
  const at = text.slice(start, end).lastIndexOf(word);
  return at < 0 ? end : start + at;
}

function outerUnit(tree: SyntaxTree, node: SyntaxNode): OuterUnit | undefined {
  const place = { start: tree.start[node]!, end: tree.end[node]! };
  const none = { head: undefined, tail: undefined, name: undefined, wholeNames: [], parts: [] };
  const meaning = {
    isConstant: () => false,
    blocks: new Set<string>(),
    macros: new Map(),
    lvalues: new Map(),
  };
  const context: PartContext = { tree, meaning, constants: {}, jumps: [] };
  switch (tree.type(node)) {
    case 'module_declaration':
      return undefined;
    case 'package_declaration': {
      const name = tree.child(node, 'simple_identifier', 'escaped_identifier');
      const end = tree.text.indexOf(';', tree.end[name < 0 ? node : name]!) + 1;
      const tail = { start: lastWord(tree.text, place, 'endpackage'), end: place.end };
      const parts = tree.childrenOf(node, 'package_item').flatMap((item) => packageParts(context, item));
      const head = { start: place.start, end };
      return { ...place, ...none, head, tail, name: name < 0 ? '' : tree.textOf(name), parts };
    }
    case 'interface_declaration':
    case 'class_declaration':
    case 'program_declaration':
    case 'udp_declaration': {
      const names = tree.findAll(node, 'simple_identifier').slice(0, 1);
      return { ...place, ...none, wholeNames: names.map((name) => tree.textOf(name)) };
    }
    default: {
      const parts = itemParts(context, node);
      return parts.length === 0 ? undefined : { ...place, ...none, parts };
    }
  }
}

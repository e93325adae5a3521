import type { DesignUnit } from './design-units.ts';
import type { SyntaxNode, SyntaxTree } from './syntax-tree.ts';

/** Where a module lies in a tree. Offsets are UTF-16 indices into the text. */
export interface ModuleRegion {
  name: string;
  start: number;
  end: number;
  /** Its head; -1 when an error swallowed it. */
  header: SyntaxNode;
  /** Its items, wrappers and error nodes opened; nested modules left out. */
  items: SyntaxNode[];
}

const TRANSPARENT: ReadonlySet<string> = new Set(['module_item', 'package_item', 'generate_region', 'ERROR']);
const HEADERS = ['module_ansi_header', 'module_nonansi_header'];

/**
 * The modules of a tree, nested ones behind their parents. With `units` (what the tokens show) a module that the
 * grammar lost or cut short has the items that lie in the unit's range.
 */
export function findModules(tree: SyntaxTree, units: readonly DesignUnit[] = []): ModuleRegion[] {
  const declared = tree.findAll(0, 'module_declaration').flatMap((node) => {
    const header = tree.child(node, ...HEADERS);
    const name = header < 0 ? -1 : tree.child(header, 'simple_identifier', 'escaped_identifier');
    if (name < 0) return [];
    const items = openItems(tree, node, TRANSPARENT).filter((item) => item !== header);
    return [{ name: tree.textOf(name), start: tree.start[node]!, end: tree.end[node]!, header, items }];
  });
  const lost = units.filter(
    (unit) => !declared.some((one) => one.start === unit.start && one.end === unit.end),
  );
  if (lost.length === 0) return declared;
  const isLost = (offset: number): boolean => lost.some((unit) => unit.start <= offset && offset < unit.end);
  const regions = [...declared.filter((one) => !isLost(one.start)), ...rangeRegions(tree, lost)];
  return regions.sort((a, b) => a.start - b.start);
}

function rangeRegions(tree: SyntaxTree, units: readonly DesignUnit[]): ModuleRegion[] {
  const open = new Set([...TRANSPARENT, 'module_declaration']);
  const all = openItems(tree, 0, open);
  return units.map(({ name, start, end }) => {
    const items = all.filter((item) => start <= tree.start[item]! && tree.start[item]! < end);
    const header = items.find((item) => HEADERS.includes(tree.type(item))) ?? -1;
    return { name, start, end, header, items: items.filter((item) => item !== header) };
  });
}

function openItems(tree: SyntaxTree, node: SyntaxNode, open: ReadonlySet<string>): SyntaxNode[] {
  const items: SyntaxNode[] = [];
  const stack = tree.children(node).reverse();
  for (let item = stack.pop(); item !== undefined; item = stack.pop()) {
    if (open.has(tree.type(item))) stack.push(...tree.children(item).reverse());
    else if (tree.type(item) !== 'module_declaration') items.push(item);
  }
  return items;
}

import type { Node } from 'web-tree-sitter';
import type { IndexRange } from './mutation-facts.ts';
import type { Mutation } from './mutation-operators.ts';
import { type MutationRule, type MutationSite, replaceNode, soleName, textOf } from './mutation-site.ts';
import { parseLiteral } from './verilog-literal.ts';

/**
 * `a[2]` and `a[7:4]`: the neighbours that lie in the declared range; `mem[i]`, `a[i+:4]`: one further. Where the
 * range is not known, only reads are changed: there Verilog gives x, while a write outside may not compile.
 */
export const selectRule: MutationRule = (node, site) => {
  if (site.inLoopHead) return [];
  const name = node.parent?.firstNamedChild;
  const ranges = name == null ? [] : site.facts.rangesOf(textOf(name, site));
  return selectParts(node).flatMap((part, position) => {
    const range = ranges[position];
    if (/bit_select$/.test(part.type)) return indexMutations(part, range, site);
    if (part.type === 'constant_range') return rangeMutations(part, range, site);
    return part.type === 'indexed_range' && !site.inTarget ? indexedRangeMutations(part, site) : [];
  });
};

/** The brackets of a select, from left to right; a `bit_select` node may hold several. */
function selectParts(node: Node): Node[] {
  return node.namedChildren.flatMap((child) => {
    if (child.type === 'constant_part_select_range') return child.namedChildren;
    return child.type === 'part_select_range' ? child.namedChildren : [child];
  });
}

function indexMutations(brackets: Node, range: IndexRange | undefined, site: MutationSite): Mutation[] {
  const [index, ...more] = brackets.namedChildren;
  if (index == null || more.length > 0 || isDrivenPart(site)) return [];
  const literal = parseLiteral(textOf(index, site));
  if (literal !== undefined) {
    const value = Number(literal.value);
    return [value + 1, value - 1]
      .filter((other) => isInside(other, range, site))
      .map((other) => replaceNode('index', index, String(other)));
  }
  const name = soleName(index, site);
  if (name === undefined || site.facts.genvars.has(name)) return [];
  return [replaceNode('index', index, `${name} + 1`)];
}

function rangeMutations(brackets: Node, range: IndexRange | undefined, site: MutationSite): Mutation[] {
  const [left, right] = brackets.namedChildren.map((bound) => parseLiteral(textOf(bound, site)));
  if (left === undefined || right === undefined) return [];
  const [high, low] = [Number(left.value), Number(right.value)];
  const step = high >= low ? 1 : -1;
  const moved = (isDrivenPart(site) ? [] : [1, -1])
    .filter((by) => [high + by, low + by].every((bound) => isInside(bound, range, site)))
    .map((by) => `${high + by}:${low + by}`);
  const narrower = high === low ? [] : [`${high - step}:${low}`, `${high}:${low + step}`];
  return [...moved, ...narrower].map((text) => replaceNode('part_select', brackets, text));
}

function indexedRangeMutations(brackets: Node, site: MutationSite): Mutation[] {
  const sign = brackets.children.find((child) => child !== null && /^[+-]:$/.test(child.type));
  const base = brackets.firstNamedChild;
  if (sign == null || base === null) return [];
  const moved = replaceNode('part_select', base, `(${textOf(base, site)}) + 1`);
  return [replaceNode('part_select', sign, sign.type === '+:' ? '-:' : '+:'), moved];
}

/** What a continuous assignment drives may lie beside the bits of another one: moved, both would drive one bit. */
function isDrivenPart({ inTarget, process }: MutationSite): boolean {
  return inTarget && process.kind === 'none';
}

function isInside(
  index: number,
  range: IndexRange | undefined,
  { inTarget, inConnection }: MutationSite,
): boolean {
  if (range === undefined) return !inTarget && !inConnection && index >= 0;
  return range.low <= index && index <= range.high;
}

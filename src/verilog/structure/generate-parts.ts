import type { SyntaxNode, SyntaxTree } from '../syntax-tree.ts';
import type { Enclosing } from './module-structure.ts';

/** An item of a generate construct or block, and what it stands in there. */
export interface GeneratePart {
  node: SyntaxNode;
  enclosing: Enclosing[];
}

/** The parts of a generate construct, of a block, or of a wrapper. Its conditions are constant: they are no uses. */
export function generateParts(tree: SyntaxTree, node: SyntaxNode): GeneratePart[] {
  const children = tree.children(node);
  const inner = (enclosing: Enclosing[]): GeneratePart[] =>
    children.map((child) => ({ node: child, enclosing }));
  switch (tree.type(node)) {
    case 'generate_block': {
      const [first] = children;
      if (first === undefined || tree.type(first) !== 'begin') return inner([]);
      return inner([
        span(tree, node, 'begin', blockHeadEnd(tree, children), lastStart(tree, children, 'end')),
      ]);
    }
    case 'loop_generate_construct':
      return inner([span(tree, node, 'generate', startOf(tree, children, 'generate_block'))]);
    case 'case_generate_construct': {
      const headEnd = startOf(tree, children, 'case_generate_item');
      return inner([span(tree, node, 'generate', headEnd, lastStart(tree, children, 'endcase'))]);
    }
    case 'case_generate_item':
      return inner([span(tree, node, 'case_item', startOf(tree, children, 'generate_block'))]);
    case 'if_generate_construct':
      return ifParts(tree, node, children);
    default:
      return inner([]);
  }
}

function ifParts(tree: SyntaxTree, node: SyntaxNode, children: readonly SyntaxNode[]): GeneratePart[] {
  const whole = span(tree, node, 'generate', startOf(tree, children, 'generate_block'));
  const elseAt = children.findIndex((child) => tree.type(child) === 'else');
  return children.map((child, index) => {
    const elseNode = children[elseAt];
    if (elseNode === undefined || index <= elseAt) return { node: child, enclosing: [whole] };
    const [end, headEnd] = [tree.end[child]!, tree.start[child]!];
    const branch: Enclosing = { kind: 'else', start: tree.start[elseNode]!, headEnd, tailStart: end, end };
    return { node: child, enclosing: [whole, branch] };
  });
}

function span(
  tree: SyntaxTree,
  node: SyntaxNode,
  kind: Enclosing['kind'],
  headEnd: number | undefined,
  tailStart?: number,
): Enclosing {
  const end = tree.end[node]!;
  return { kind, start: tree.start[node]!, headEnd: headEnd ?? end, tailStart: tailStart ?? end, end };
}

function blockHeadEnd(tree: SyntaxTree, children: readonly SyntaxNode[]): number {
  const [begin, colon, label] = children;
  const isLabelled = colon !== undefined && label !== undefined && tree.type(colon) === ':';
  return tree.end[isLabelled ? label : begin!]!;
}

function startOf(tree: SyntaxTree, children: readonly SyntaxNode[], type: string): number | undefined {
  const found = children.find((child) => tree.type(child) === type);
  return found === undefined ? undefined : tree.start[found]!;
}

function lastStart(tree: SyntaxTree, children: readonly SyntaxNode[], type: string): number | undefined {
  const found = children.findLast((child) => tree.type(child) === type);
  return found === undefined ? undefined : tree.start[found]!;
}

import type { SyntaxNode, SyntaxTree } from '../syntax-tree.ts';
import type { Edge, Process } from './module-structure.ts';
import { readStatement, type Statement } from './statement.ts';

/** A process with its body as statements; the outermost event control is taken off. */
export interface ProcessBody extends Process {
  body: Statement | undefined;
  control: SyntaxNode | undefined;
}

/** Reads an `always_construct`, `initial_construct` or `final_construct`. */
export function readProcess(tree: SyntaxTree, item: SyntaxNode): ProcessBody {
  const statementNode = tree.child(item, 'statement', 'statement_or_null', 'function_statement');
  const statement = statementNode < 0 ? undefined : readStatement(tree, statementNode);
  const isTimed = statement?.kind === 'timing';
  const control = isTimed && tree.type(statement.control) === 'event_control' ? statement.control : undefined;
  const body = control !== undefined && isTimed ? statement.body : statement;
  const first = tree.children(item)[0];
  const keyword = first === undefined ? '' : tree.textOf(first);
  const edges = control === undefined ? [] : readEdges(tree, control);
  const end = tree.end[item]!;
  const headEnd = first === undefined ? end : tree.end[first]!;
  return {
    kind: kindOf(keyword, control !== undefined, edges),
    keyword,
    edges,
    start: tree.start[item]!,
    end,
    bodyStart: body?.start ?? (control === undefined ? headEnd : tree.end[control]!),
    bodyEnd: body?.end ?? end,
    latched: [],
    body,
    control,
  };
}

function kindOf(keyword: string, hasControl: boolean, edges: readonly Edge[]): Process['kind'] {
  switch (keyword) {
    case 'initial':
    case 'final':
      return keyword;
    case 'always_comb':
      return 'combinational';
    case 'always_latch':
      return 'latch';
    default:
      if (!hasControl) return 'timed';
      return edges.length > 0 ? 'sequential' : 'combinational';
  }
}

/** The edges of an event control in order; `edge clk` stands for both. */
function readEdges(tree: SyntaxTree, control: SyntaxNode): Edge[] {
  return tree.findAll(control, 'edge_identifier').flatMap((node): Edge[] => {
    const written = tree.textOf(node);
    const expression = tree.next[node]!;
    const signal = tree
      .textOf(expression)
      .replace(/\s+/g, '')
      .replace(/^\((.*)\)$/, '$1');
    if (written === 'edge') {
      return [
        { signal, edge: 'posedge' },
        { signal, edge: 'negedge' },
      ];
    }
    return [{ signal, edge: written === 'negedge' ? 'negedge' : 'posedge' }];
  });
}

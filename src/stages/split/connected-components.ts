/**
 * Connected components of an undirected graph (union-find with path halving).
 * Returns for each node the smallest node name of its component, so names do not depend on edge order.
 */
export function connectedComponents(
  nodes: Iterable<string>,
  edges: Iterable<readonly [string, string]>,
): Map<string, string> {
  const parent = new Map<string, string>();
  for (const node of nodes) parent.set(node, node);
  const root = (node: string): string => {
    let at = node;
    for (let up = parent.get(at)!; up !== at; up = parent.get(at)!) {
      parent.set(at, parent.get(up)!);
      at = up;
    }
    return at;
  };
  for (const [a, b] of edges) {
    const [low, high] = [root(a), root(b)].sort() as [string, string];
    parent.set(high, low);
  }
  return new Map([...parent.keys()].map((node) => [node, root(node)]));
}

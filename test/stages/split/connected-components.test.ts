import fc from 'fast-check';
import { expect, test } from 'vitest';
import { connectedComponents } from '../../../src/stages/split/connected-components.ts';

const NODES = Array.from({ length: 12 }, (_, index) => `n${index}`);
const node = fc.constantFrom(...NODES);
const edges = fc.array(fc.tuple(node, node), { maxLength: 20 });

/** The smallest name within reach, by walking until nothing new is found. */
function smallestReachable(start: string, pairs: readonly (readonly [string, string])[]): string {
  const seen = new Set([start]);
  for (let before = 0; before < seen.size; ) {
    before = seen.size;
    for (const [a, b] of pairs) {
      if (seen.has(a)) seen.add(b);
      if (seen.has(b)) seen.add(a);
    }
  }
  return [...seen].sort()[0]!;
}

test('agrees with a naive walk, whatever the edges', () => {
  fc.assert(
    fc.property(edges, (pairs) => {
      const components = connectedComponents(NODES, pairs);
      for (const name of NODES) expect(components.get(name)).toBe(smallestReachable(name, pairs));
    }),
  );
});

test('does not depend on the order of nodes and edges', () => {
  fc.assert(
    fc.property(edges, fc.shuffledSubarray(NODES, { minLength: NODES.length }), (pairs, nodes) => {
      const straight = connectedComponents(NODES, pairs);
      const other = connectedComponents(nodes, pairs.map(([a, b]) => [b, a] as const).reverse());
      for (const name of NODES) expect(other.get(name)).toBe(straight.get(name));
    }),
  );
});

test('a long chain is one component and does not overflow the stack', () => {
  const chain = Array.from({ length: 50_000 }, (_, index) => `c${String(index).padStart(6, '0')}`);
  const components = connectedComponents(
    chain,
    chain.slice(1).map((name, index) => [name, chain[index]!] as const),
  );
  expect(new Set(components.values())).toEqual(new Set(['c000000']));
});

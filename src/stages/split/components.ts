/** Connected components of numbered nodes (union-find with path halving); the smallest node stands for its own. */
export class Components {
  readonly #parents: Int32Array;

  constructor(nodes: number) {
    this.#parents = Int32Array.from({ length: nodes }, (_, node) => node);
  }

  find(node: number): number {
    const parents = this.#parents;
    let at = node;
    for (let up = parents[at]!; up !== at; up = parents[at]!) {
      parents[at] = parents[up]!;
      at = up;
    }
    return at;
  }

  /** Makes one component of two; returns the node that stands for it. */
  join(a: number, b: number): number {
    const [first, second] = [this.find(a), this.find(b)];
    const [low, high] = first < second ? [first, second] : [second, first];
    this.#parents[high] = low;
    return low;
  }
}

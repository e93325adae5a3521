/** Whole numbers of 32 bits, one behind the other, outside of the heap: millions of them take four bytes each. */
export class IntegerList {
  #values = new Int32Array(3 * 1024);
  length = 0;

  push(...values: readonly number[]): void {
    if (this.length + values.length > this.#values.length) {
      const larger = new Int32Array(2 * this.#values.length + values.length);
      larger.set(this.#values);
      this.#values = larger;
    }
    for (const value of values) this.#values[this.length++] = value;
  }

  at(index: number): number {
    return this.#values[index]!;
  }
}

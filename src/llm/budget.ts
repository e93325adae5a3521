/** What calls have cost so far. */
export interface Spending {
  calls: number;
  inputTokens: number;
  outputTokens: number;
  /** In the currency of the endpoint's prices. */
  cost: number;
}

/**
 * A number of tokens that a run may spend. Calls reserve the most that they can cost before they start, so calls
 * under way at once cannot pass the budget together; when no reservation fits any more, the last ones run one by
 * one, and only the very last can go over.
 */
export class TokenBudget {
  readonly #limit: number;
  #spent = 0;
  #reserved = 0;
  #underWay = 0;
  readonly #waiting: (() => void)[] = [];

  /** @param limit tokens, in and out; 0 is no limit */
  constructor(limit: number) {
    this.#limit = limit || Number.POSITIVE_INFINITY;
  }

  get exhausted(): boolean {
    return this.#spent >= this.#limit;
  }

  /** Waits until a call may start; false when the budget is spent. Whoever gets true must `release`. */
  async reserve(most: number): Promise<boolean> {
    while (!this.exhausted && !this.#fits(most))
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    if (this.exhausted) return false;
    this.#reserved += most;
    this.#underWay += 1;
    return true;
  }

  /** Gives a reservation back for what the call really cost. */
  release(most: number, actual: number): void {
    this.#reserved -= most;
    this.#underWay -= 1;
    this.#spent += actual;
    for (const wake of this.#waiting.splice(0)) wake();
  }

  #fits(most: number): boolean {
    return this.#underWay === 0 || this.#spent + this.#reserved + most <= this.#limit;
  }
}

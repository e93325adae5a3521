import type { Endpoint } from './endpoint.ts';

/**
 * A minute and a second: requests arrive a little after they were let go, and not all equally late, so what is spread
 * over a minute here may come closer there. It costs 1.6 % of the limit.
 */
const WINDOW_MS = 61_000;

/** Time, as the limiter needs it; tests bring their own. */
export interface Clock {
  /** Milliseconds. */
  now(): number;
  sleep(ms: number): Promise<void>;
}

/** A place in the window, whose tokens are corrected when the answer tells what it really cost. */
export interface Admission {
  settle(tokens: number): void;
}

interface Started {
  at: number;
  tokens: number;
  /** Out of the window: no longer counted, so no longer corrected. */
  left: boolean;
}

/**
 * Keeps requests and tokens that arrive in any 60 s under their limits, by a log of what was started: unlike a bucket
 * it allows no burst at the edge of two windows. Callers are let through in the order they came.
 */
export class RateLimiter {
  readonly #requests: number;
  readonly #tokens: number;
  readonly #clock: Clock;
  readonly #started: Started[] = [];
  #spent = 0;
  #pausedUntil = 0;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(endpoint: Pick<Endpoint, 'requestsPerMinute' | 'tokensPerMinute'>, clock: Clock) {
    this.#requests = endpoint.requestsPerMinute || Number.POSITIVE_INFINITY;
    this.#tokens = endpoint.tokensPerMinute || Number.POSITIVE_INFINITY;
    this.#clock = clock;
  }

  /** Nothing starts before `ms` have passed: the endpoint said that it has enough of all of us, not of one request. */
  pause(ms: number): void {
    this.#pausedUntil = Math.max(this.#pausedUntil, this.#clock.now() + ms);
  }

  /** Resolves when a request of about `tokens` may start. */
  admit(tokens: number): Promise<Admission> {
    const turn = this.#turn.then(() => this.#wait(tokens));
    this.#turn = turn;
    return turn;
  }

  async #wait(tokens: number): Promise<Admission> {
    for (let ms = this.#delay(tokens); ms > 0; ms = this.#delay(tokens)) await this.#clock.sleep(ms);
    const started = { at: this.#clock.now(), tokens, left: false };
    this.#started.push(started);
    this.#spent += tokens;
    return {
      settle: (actual) => {
        if (!started.left) this.#spent += actual - started.tokens;
        started.tokens = actual;
      },
    };
  }

  /** Milliseconds until a request of that size fits; a request larger than the whole limit waits for an empty window. */
  #delay(tokens: number): number {
    const now = this.#clock.now();
    if (now < this.#pausedUntil) return this.#pausedUntil - now;
    while (this.#started.length > 0 && this.#started[0]!.at <= now - WINDOW_MS) {
      const started = this.#started.shift()!;
      started.left = true;
      this.#spent -= started.tokens;
    }
    const oldest = this.#started[0];
    if (oldest === undefined) return 0;
    const fits = this.#started.length < this.#requests && this.#spent + tokens <= this.#tokens;
    return fits ? 0 : oldest.at + WINDOW_MS - now;
  }
}

import type { Random } from '../core/random.ts';
import { type CallFailure, isTransient } from './call-failure.ts';
import type { Endpoint } from './endpoint.ts';

/** Longest wait that an endpoint may ask for; a longer one ends the request as failed, to be retried another day. */
const LONGEST_WAIT_MS = 15 * 60_000;
const FIRST_WAIT_MS = 500;

/**
 * How long to wait before try number `attempt + 1`, in milliseconds; undefined: give up.
 *
 * - What Retry-After says is waited for in full, plus up to a tenth, so that callers do not return all at once.
 * - Without it, the waits after 429 double and add up to more than the endpoint's window: five tries never fall
 *   into one window, however fast they fail.
 * - Other passing failures wait 0.5 s, 1 s, 2 s ... with full jitter (Brooker 2015, "Exponential backoff and jitter").
 *
 * @param attempt tries so far, from 1
 */
export function waitBeforeRetry(
  failure: CallFailure,
  attempt: number,
  endpoint: Pick<Endpoint, 'attempts' | 'rateWindowSeconds'>,
  random: Random,
): number | undefined {
  if (!isTransient(failure) || attempt >= endpoint.attempts) return undefined;
  const share = random.integer(0, 1000) / 1000;
  if (failure.retryAfterMs !== undefined) {
    return failure.retryAfterMs > LONGEST_WAIT_MS ? undefined : failure.retryAfterMs * (1 + share / 10);
  }
  if (failure.kind === 'rate_limited') {
    const waits = 2 ** (endpoint.attempts - 1) - 1;
    const part = (endpoint.rateWindowSeconds * 1000 * 2 ** (attempt - 1)) / waits;
    return part * (1 + share / 4);
  }
  return FIRST_WAIT_MS * 2 ** (attempt - 1) * share;
}

import { expect, test } from 'vitest';
import { RateLimiter } from '../../src/llm/rate-limiter.ts';

/** A clock whose sleep is immediate and moves the time. */
function virtualClock() {
  let time = 0;
  return {
    now: () => time,
    sleep: async (ms: number) => {
      time += ms;
    },
  };
}

const mostWithin = (times: readonly { at: number; weight: number }[], window: number): number =>
  Math.max(
    ...times.map(({ at }) =>
      times
        .filter((other) => other.at >= at && other.at < at + window)
        .reduce((sum, { weight }) => sum + weight, 0),
    ),
  );

test('requests of any 60 s stay under the limit, and reach it', async () => {
  const clock = virtualClock();
  const limiter = new RateLimiter({ requestsPerMinute: 50, tokensPerMinute: 0 }, clock);
  const times = [];
  for (let index = 0; index < 500; index += 1) {
    await limiter.admit(1);
    times.push({ at: clock.now(), weight: 1 });
    await clock.sleep(37 * (index % 11));
  }
  expect(mostWithin(times, 60_000)).toBe(50);
});

test('requests that arrive up to a second late stay under the limit, and come within 5 % of it', async () => {
  const clock = virtualClock();
  const limiter = new RateLimiter({ requestsPerMinute: 50, tokensPerMinute: 0 }, clock);
  const times = [];
  for (let index = 0; index < 500; index += 1) {
    await limiter.admit(1);
    times.push({ at: clock.now() + ((index * 617) % 1000), weight: 1 });
  }
  expect(mostWithin(times, 60_000)).toBe(50);
  const minutes = (times.at(-1)!.at - times[0]!.at) / 60_000;
  expect(450 / minutes).toBeGreaterThan(0.95 * 50);
});

test('tokens of any 60 s stay under the limit once answers told their cost', async () => {
  const clock = virtualClock();
  const limiter = new RateLimiter({ requestsPerMinute: 0, tokensPerMinute: 10_000 }, clock);
  const times = [];
  for (let index = 0; index < 400; index += 1) {
    const cost = 100 + ((index * 97) % 300);
    const admission = await limiter.admit(400);
    times.push({ at: clock.now(), weight: cost });
    admission.settle(cost);
    await clock.sleep(500);
  }
  expect(mostWithin(times, 60_000)).toBeLessThanOrEqual(10_000);
  expect(mostWithin(times, 60_000)).toBeGreaterThan(9_500);
});

test('a request larger than the limit waits for an empty window and goes', async () => {
  const clock = virtualClock();
  const limiter = new RateLimiter({ requestsPerMinute: 0, tokensPerMinute: 100 }, clock);
  await limiter.admit(60);
  await limiter.admit(5000);
  expect(clock.now()).toBe(61_000);
});

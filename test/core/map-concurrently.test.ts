import { expect, test } from 'vitest';
import { mapConcurrently } from '../../src/core/map-concurrently.ts';

async function* numbers(count: number): AsyncGenerator<number> {
  for (let index = 0; index < count; index += 1) yield index;
}

const later = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

test('every item gives its result, and no more than the limit are in progress', async () => {
  let running = 0;
  let most = 0;
  const work = async (item: number): Promise<number> => {
    running += 1;
    most = Math.max(most, running);
    await later(item % 3);
    running -= 1;
    return item * 2;
  };
  const results = await Array.fromAsync(mapConcurrently(numbers(20), 4, work));
  expect(results.sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, index) => index * 2));
  expect(most).toBe(4);
});

test('a slow item holds up nothing but itself', async () => {
  const results = await Array.fromAsync(
    mapConcurrently(numbers(30), 2, async (item) => {
      await later(item === 0 ? 150 : 0);
      return item;
    }),
  );
  expect(results.at(-1)).toBe(0);
});

test('a failure ends the stream, later ones are swallowed', async () => {
  const failing = mapConcurrently(numbers(5), 3, async (item) => {
    await later(item);
    throw new Error(`item ${item}`);
  });
  await expect(Array.fromAsync(failing)).rejects.toThrow('item 0');
});

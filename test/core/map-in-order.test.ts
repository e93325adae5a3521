import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { mapInOrder } from '../../src/core/map-in-order.ts';

test('results come in the order of the items, whichever ends first', async () => {
  const work = async (ms: number): Promise<number> => {
    await setTimeout(ms);
    return ms;
  };
  expect(await Array.fromAsync(mapInOrder([20, 1, 10, 0], 3, work))).toEqual([20, 1, 10, 0]);
});

test('no more items are begun than the limit says', async () => {
  let running = 0;
  let most = 0;
  const work = async (): Promise<void> => {
    most = Math.max(most, ++running);
    await setTimeout(1);
    running -= 1;
  };
  await Array.fromAsync(mapInOrder(Array(9), 4, work));
  expect(most).toBe(4);
});

test('a failure ends the stream when its turn comes', async () => {
  const seen: number[] = [];
  const reading = async (): Promise<void> => {
    const work = async (item: number): Promise<number> => {
      if (item === 1) throw new Error('item 1');
      return item;
    };
    for await (const item of mapInOrder([0, 1, 2], 3, work)) seen.push(item);
  };
  await expect(reading()).rejects.toThrow('item 1');
  expect(seen).toEqual([0]);
});

import { afterAll, expect, test } from 'vitest';
import { partsByLength, ThreadPool } from '../../src/core/thread-pool.ts';

const script = new URL(
  `data:text/javascript,${encodeURIComponent(`
    import { parentPort, threadId } from 'node:worker_threads';
    parentPort.on('message', (job) => {
      if (job < 0) throw new Error('no such job');
      setTimeout(() => parentPort.postMessage({ job, threadId }), 5 * (job % 3));
    });`)}`,
);
const pool = new ThreadPool<number, { job: number; threadId: number }>(script, 2);
afterAll(() => pool.close());

test('results come in the order of the jobs, from as many threads as were asked for', async () => {
  expect(pool.isStarted).toBe(false);
  const jobs = Array.from({ length: 20 }, (_, at) => at);
  const results = await pool.map(jobs);
  expect(results.map(({ job }) => job)).toEqual(jobs);
  expect(new Set(results.map(({ threadId }) => threadId)).size).toBe(2);
  expect(await pool.map([])).toEqual([]);
});

test('what a thread throws comes out of the map', async () => {
  const other = new ThreadPool<number, unknown>(script, 1);
  await expect(other.map([1, -1])).rejects.toThrow('no such job');
  await other.close();
});

test('parts hold about so many characters, and every item once', () => {
  const parts = partsByLength(['aaaa', 'bb', 'cc', 'dddddd', 'e'], (item) => item.length, 5);
  expect(parts).toEqual([['aaaa', 'bb'], ['cc', 'dddddd'], ['e']]);
});

import { afterAll, expect, test } from 'vitest';
import { TaskThreads, ThreadLost } from '../../src/core/task-threads.ts';

const module = (code: string): URL => new URL(`data:text/javascript,${encodeURIComponent(code)}`);
const DOUBLE = module(`
  import { threadId } from 'node:worker_threads';
  export async function work(job) {
    if (job < 0) throw new RangeError('no such job');
    await new Promise((done) => setTimeout(done, 5 * (job % 3)));
    return { double: 2 * job, threadId };
  }`);
const DEADLY = module('export function work(job) { if (job) process.exit(1); for (;;); }');

interface Doubled {
  double: number;
  threadId: number;
}

const threads = new TaskThreads(2);
afterAll(() => threads.close());

test('each job has its own answer, from as many threads as were asked for', async () => {
  expect(threads.areStarted).toBe(false);
  const jobs = Array.from({ length: 20 }, (_, at) => at);
  const results = await Promise.all(jobs.map((job) => threads.run<Doubled>(DOUBLE, job)));
  expect(results.map(({ double }) => double)).toEqual(jobs.map((job) => 2 * job));
  expect(new Set(results.map(({ threadId }) => threadId)).size).toBe(2);
  expect(threads.areStarted).toBe(true);
});

test('what a task throws comes out, and its thread goes on', async () => {
  await expect(threads.run(DOUBLE, -1)).rejects.toThrow('no such job');
  await expect(threads.run(DOUBLE, 3)).resolves.toMatchObject({ double: 6 });
});

test('a thread that dies or is silent for too long is told, and others take its place', async () => {
  await expect(threads.run(DEADLY, true)).rejects.toThrow(ThreadLost);
  await expect(threads.run(DEADLY, false, 50)).rejects.toThrow(ThreadLost);
  await expect(threads.run(DOUBLE, 4)).resolves.toMatchObject({ double: 8 });
});

test('threads that were ended start anew; without them a task is done here', async () => {
  await threads.close();
  const here = threads.worker<number, Doubled>(DOUBLE, false);
  expect(await here(2)).toMatchObject({
    double: 4,
    threadId: (await import('node:worker_threads')).threadId,
  });
  expect(threads.areStarted).toBe(false);
  await threads.worker<number, Doubled>(DOUBLE, true)(2);
  expect(threads.areStarted).toBe(true);
});

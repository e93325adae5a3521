import { afterAll, expect, test } from 'vitest';
import { TaskThreads } from '../../src/core/task-threads.ts';
import { factsOfTexts } from '../../src/warehouse/facts-of-texts.ts';

const LENGTHS = new URL(
  `data:text/javascript,${encodeURIComponent(`
    export async function work({ rows, settings }) {
      await new Promise((done) => setTimeout(done, Math.random() * 10));
      return rows.map(({ name, text }) => name + settings + text.length);
    }`)}`,
);
const threads = new TaskThreads(2);
afterAll(() => threads.close());

test.each([
  ['here', 10, false],
  ['in threads', 1000, true],
])('facts come batch by batch in the order of the texts, %s', async (_where, count, started) => {
  // A long text is a job of its own.
  const batches = [0, 1, 2].map((batch) =>
    [0, 1, 2].map((at) => ({ name: `${batch}.${at}`, text: 'x'.repeat(at === 1 ? 300_000 : batch) })),
  );
  async function* read() {
    yield* batches;
  }
  const found: string[][] = [];
  for await (const facts of factsOfTexts<{ name: string; text: string }, string>(
    threads,
    { count, batches: read },
    { url: LENGTHS, worthThreads: 200 },
    ':',
  ))
    found.push(facts);
  expect(found).toEqual(batches.map((rows) => rows.map(({ name, text }) => `${name}:${text.length}`)));
  expect(threads.areStarted).toBe(started);
});

import { afterAll, expect, test } from 'vitest';
import { TaskThreads } from '../../../src/core/task-threads.ts';
import { ParsePool } from '../../../src/stages/parse/parse-pool.ts';

const two = new TaskThreads(2);
const one = new TaskThreads(1);
afterAll(() => Promise.all([two.close(), one.close()]));
const pool = new ParsePool(two, 5000);

test('many files through two threads, each with its own answer', async () => {
  const names = Array.from({ length: 50 }, (_, at) => `m${at}`);
  const parsed = await Promise.all(names.map((name) => pool.parse(`module ${name} (input a); endmodule`)));
  expect(parsed.map(({ units }) => units[0]!.name)).toEqual(names);
  expect(parsed.every(({ source }) => source === 'tree')).toBe(true);
});

test('a file that ends its thread takes no other with it', async () => {
  // The pool's own clock gives the thread up: its patience is four deadlines for each file.
  const hasty = new ParsePool(one, 100);
  const endless = `module endless (input a);\n${'always @(a) b = a;\n'.repeat(400_000)}endmodule`;
  const parsed = await Promise.all(
    ['module one; endmodule', endless, 'module two; endmodule'].map((text) => hasty.parse(text)),
  );
  expect(parsed.map(({ units }) => units[0]!.name)).toEqual(['one', 'endless', 'two']);
  expect(parsed[1]!.source).toBe('lexical');
});

test('a parse that passes its deadline is read by its tokens, and the thread goes on', async () => {
  const hasty = new ParsePool(one, 1);
  const long = `module long (input a);\n${'always @(a) b = a + 1;\n'.repeat(200_000)}endmodule`;
  const slow = await hasty.parse(long);
  expect(slow).toMatchObject({ source: 'lexical', units: [{ name: 'long' }] });
});

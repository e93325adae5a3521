import { afterAll, expect, test } from 'vitest';
import { ParsePool } from '../../../src/stages/parse/parse-pool.ts';

const pool = new ParsePool(2, 5000);
afterAll(() => pool.close());

test('many files through two threads, each with its own answer', async () => {
  const names = Array.from({ length: 12 }, (_, at) => `m${at}`);
  const parsed = await Promise.all(names.map((name) => pool.parse(`module ${name} (input a); endmodule`)));
  expect(parsed.map(({ units }) => units[0]!.name)).toEqual(names);
  expect(parsed.every(({ source }) => source === 'tree')).toBe(true);
});

test('a parse that passes its deadline is read by its tokens, and the thread goes on', async () => {
  const hasty = new ParsePool(1, 1);
  try {
    const long = `module long (input a);\n${'assign b = a + 1;\n'.repeat(200_000)}endmodule`;
    const slow = await hasty.parse(long);
    expect(slow).toMatchObject({ source: 'lexical', units: [{ name: 'long' }] });
  } finally {
    await hasty.close();
  }
});

import { gzipSync, zstdCompressSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { recordsOf } from './records-of.ts';

test('lines, blank lines, CRLF and a byte order mark', async () => {
  const { good, bad } = await recordsOf('a.jsonl', '\uFEFF{"a":1}\r\n\r\n  \n{"a":"\u2028x"}\n{"a":3}');
  expect(good.map(({ ordinal, line, value }) => [ordinal, line, value])).toEqual([
    [0, 1, { a: 1 }],
    [1, 4, { a: '\u2028x' }],
    [2, 5, { a: 3 }],
  ]);
  expect(bad).toEqual([]);
});

test('the text of a record is what stood in the file', async () => {
  const { good } = await recordsOf('a.jsonl', '{"a": 1.50,  "a": 2}\n');
  expect(good[0]?.text).toBe('{"a": 1.50,  "a": 2}');
});

test('a broken line is one bad record with its line, and reading goes on', async () => {
  const { values, bad } = await recordsOf('a.jsonl', '{"a":1}\n{"a":\n{"a":3}\n');
  expect(values).toEqual([{ a: 1 }, { a: 3 }]);
  expect(bad).toMatchObject([{ ordinal: 1, line: 2, code: 'BAD_JSON', excerpt: '{"a":' }]);
});

test('a last line that was cut off is TRUNCATED', async () => {
  const { values, bad } = await recordsOf('a.jsonl', '{"a":1}\n{"a":"xy');
  expect(values).toEqual([{ a: 1 }]);
  expect(bad).toMatchObject([{ line: 2, code: 'TRUNCATED' }]);
});

test('bytes that are no UTF-8 are rejected, never replaced', async () => {
  const { values, bad } = await recordsOf('a.jsonl', Buffer.from('{"a":"\xe9"}\n{"a":1}\n', 'latin1'));
  expect(values).toEqual([{ a: 1 }]);
  expect(bad).toMatchObject([{ line: 1, code: 'BAD_ENCODING' }]);
});

test.each([100, 3_000_000])('an over-long line of %i bytes is one bad record', async (length) => {
  const text = `{"a":1}\n{"a":"${'x'.repeat(length)}"}\n{"a":3}\n`;
  const { values, bad } = await recordsOf('a.jsonl', text, { limits: { maxRecordBytes: 50 } });
  expect(values).toEqual([{ a: 1 }, { a: 3 }]);
  expect(bad).toMatchObject([{ ordinal: 1, line: 2, code: 'RECORD_TOO_LONG' }]);
  expect(bad[0]?.excerpt.length).toBeLessThanOrEqual(200);
});

test('gzip members after one another and zstd are read whatever the name says', async () => {
  const [one, two] = [gzipSync('{"a":1}\n'), gzipSync('{"a":2}\n')];
  expect((await recordsOf('a.jsonl.gz', Buffer.concat([one, two]))).values).toEqual([{ a: 1 }, { a: 2 }]);
  expect((await recordsOf('a.jsonl.zst', zstdCompressSync('{"a":1}\n{"a":2}\n'))).values).toHaveLength(2);
  expect((await recordsOf('a.jsonl', one)).values).toEqual([{ a: 1 }]);
});

test.each([
  ['gzip', gzipSync],
  ['zstd', zstdCompressSync],
])('truncated %s gives what decompresses and one bad record', async (_, compress) => {
  const lines = Array.from({ length: 80_000 }, (_, i) => `{"i":${i},"x":"${(i * 7919) % 100_003}"}\n`).join(
    '',
  );
  const whole = compress(Buffer.from(lines));
  const { values, bad } = await recordsOf('a.jsonl.gz', whole.subarray(0, Math.floor(whole.length * 0.8)));
  expect(bad.map(({ code }) => code)).toEqual(['TRUNCATED']);
  expect(values.length).toBeGreaterThan(30_000);
  expect(values).toEqual(values.map((_, i) => ({ i, x: String((i * 7919) % 100_003) })));
});

test('damaged gzip is one bad record', async () => {
  const whole = gzipSync(Buffer.from('{"a":1}\n'.repeat(1000)));
  whole.fill(0xff, 15, 40);
  const { bad } = await recordsOf('a.jsonl.gz', whole);
  expect(bad.map(({ code }) => code)).toEqual(['BAD_COMPRESSION']);
});

test('an empty file gives nothing', async () => {
  expect(await recordsOf('a.jsonl', '')).toEqual({ values: [], good: [], bad: [] });
});

test('an unknown ending is told by the first bytes, or is an error that says what to do', async () => {
  expect((await recordsOf('trace.log', '{"a":1}\n')).values).toEqual([{ a: 1 }]);
  await expect(recordsOf('trace.log', 'hello')).rejects.toMatchObject({ code: 'INPUT_FORMAT_UNKNOWN' });
});

test('any values written as lines come back in order', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.dictionary(fc.string(), fc.jsonValue())), async (rows) => {
      const { good, bad } = await recordsOf(
        'a.jsonl',
        rows.map((row) => `${JSON.stringify(row)}\n`).join(''),
      );
      expect(bad).toEqual([]);
      expect(good.map(({ text }) => text)).toEqual(rows.map((row) => JSON.stringify(row)));
      expect(good.map(({ line }) => line)).toEqual(rows.map((_, i) => i + 1));
    }),
    { numRuns: 50 },
  );
});

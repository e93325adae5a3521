import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { recordsOf } from './records-of.ts';

test('CSV: quoted line breaks, CRLF, line numbers and the row as it stood', async () => {
  const { good, bad } = await recordsOf('a.csv', 'id,text\r\n1,"a\nb\r\n""q"""\r\n\r\n2,c\r\n');
  expect(bad).toEqual([]);
  expect(good.map(({ line, value }) => [line, value])).toEqual([
    [2, { id: '1', text: 'a\nb\r\n"q"' }],
    [6, { id: '2', text: 'c' }],
  ]);
  expect(good[0]?.text).toBe('1,"a\nb\r\n""q"""');
});

test('CSV: rows of another width and misplaced quotes are bad records', async () => {
  const { values, bad } = await recordsOf('a.csv', 'id,text\n1\n2,b"b\n3,c\n');
  expect(values).toContainEqual({ id: '3', text: 'c' });
  expect(bad).toMatchObject([
    { ordinal: 0, line: 2, code: 'BAD_CSV', excerpt: '1' },
    { ordinal: 1, line: 3, code: 'BAD_CSV' },
  ]);
});

test('CSV: a quote that never closes is TRUNCATED', async () => {
  const { values, bad } = await recordsOf('a.csv.gz', gzipSync('id,text\n1,a\n2,"b'));
  expect(values).toEqual([{ id: '1', text: 'a' }]);
  expect(bad).toMatchObject([{ code: 'TRUNCATED' }]);
});

test('TSV', async () => {
  expect((await recordsOf('a.tsv', 'id\ttext\n1\ta,b\n')).values).toEqual([{ id: '1', text: 'a,b' }]);
});

test('Parquet comes from the reader that the caller brings', async () => {
  const parquetRows = async function* () {
    yield { id: 1n, text: 'a' };
    throw new Error('page 2 is damaged');
  };
  const { good, bad } = await recordsOf('a.parquet', 'PAR1', { parquetRows });
  expect(good).toMatchObject([{ ordinal: 0, line: 1, text: '{"id":"1","text":"a"}' }]);
  expect(bad).toMatchObject([{ ordinal: 1, code: 'BAD_PARQUET', reason: 'page 2 is damaged' }]);
});

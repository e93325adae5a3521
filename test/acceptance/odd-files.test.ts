import { expect, test } from 'vitest';
import { ingestFile } from '../../src/stages/ingest/ingest-file.ts';
import { loadMappings } from '../../src/stages/ingest/mapping.ts';
import { fileWith, recordsOf } from '../inputs/records-of.ts';

const mappings = await loadMappings();

async function ingested(name: string, content: string): Promise<unknown[]> {
  const outcomes = await Array.fromAsync(ingestFile(fileWith(name, content), { mappings }));
  return outcomes.map((one) => {
    if ('bad' in one) return one.bad.code;
    return one.canonical.map((row) => row.problem_id).join() || one.rejects.map((row) => row.reason).join();
  });
}

test('a record that is nested without end is one rejected row, and the rest goes on', async () => {
  const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;
  const good = '{"task_id":"t","completion":"module m; endmodule"}';
  const lines = [
    `{"task_id":"t","completion":${deep}}`,
    `{"task_id":"t","completion":"x","more":${deep}}`,
    good,
  ];
  expect(await ingested('deep.jsonl', `${lines.join('\n')}\n`)).toEqual(['BAD_JSON', 'BAD_JSON', 't']);
});

test('answers in an id-keyed document are answers to the task of their key', async () => {
  const document = { t1: { completion: 'module m; endmodule' }, t2: { completion: 'module n; endmodule' } };
  expect(await ingested('answers.json', JSON.stringify(document))).toEqual(['t1', 't2']);
});

test('a reason names the value that no mapping takes', async () => {
  expect(await ingested('null.jsonl', '{"task_id":"t","completion":null}\n')).toEqual([
    'no mapping takes a record with the keys task_id, completion (null)',
  ]);
});

test('a reason holds the words about the file, not the query that met it', async () => {
  const parquetRows = (path: string): never => {
    throw new Error(`No magic bytes found at end of file '${path}'\n\nLINE 1: SELECT * FROM read_parquet(?)`);
  };
  const { bad } = await recordsOf('broken.parquet', 'nothing', { parquetRows });
  expect(bad.map(({ reason }) => reason)).toEqual([
    expect.stringMatching(/^No magic bytes .*broken\.parquet'$/),
  ]);
});

import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { quarry } from '../support/quarry.ts';
import { scratchFolder } from '../support/scratch.ts';

const folder = scratchFolder();
const trace = join(folder, 'growing.jsonl');
const warehouse = join(folder, 'w.duckdb');
const answer = (completion: string) => JSON.stringify({ task_id: 'inv', completion });
const INVERTER = 'module inv(input a, output y); assign y = ~a; endmodule';

async function asked(query: string): Promise<unknown> {
  const { stdout } = await quarry(['sql', query, '--json', '--warehouse', warehouse]);
  return JSON.parse(stdout);
}

test('rows are there after ingest, without a verdict, and a grown file is told of as it is now', async () => {
  writeFileSync(trace, `${answer(INVERTER)}\nno json\n${answer('').slice(0, 10)}`);
  await quarry(['ingest', 'traces', trace, '--warehouse', warehouse]);
  expect(await asked('SELECT problem_id, verdict FROM report.attempts')).toEqual([
    { problem_id: 'inv', verdict: null },
  ]);
  const rejected = 'SELECT line, code FROM report.rejected ORDER BY line';
  expect(await asked(rejected)).toEqual([
    { line: 2, code: 'BAD_JSON' },
    { line: 3, code: 'TRUNCATED' },
  ]);

  appendFileSync(trace, `${answer('').slice(10)}\n`);
  await quarry(['ingest', 'traces', trace, '--warehouse', warehouse]);
  expect(await asked(rejected)).toEqual([{ line: 2, code: 'BAD_JSON' }]);
  expect(await asked('SELECT line, verdict FROM report.attempts ORDER BY line')).toEqual([
    { line: 1, verdict: null },
    { line: 3, verdict: 'no_rtl' },
  ]);
});

test('--explain reads Parquet and stores nothing', async () => {
  const parquet = join(folder, 'answers.parquet');
  const query = `SELECT 'inv' AS task_id, '${INVERTER}' AS completion`;
  await quarry(['sql', query, '--parquet', parquet, '--warehouse', warehouse]);
  const { stdout, status } = await quarry(['ingest', 'traces', parquet, '--explain'], { cwd: folder });
  expect(status).toBe(0);
  expect(stdout).toMatch(/problem_id +<- task_id = "inv"/);
});

test('--records that is no number is a mistake of usage', async () => {
  const { status, stderr } = await quarry(['ingest', 'traces', trace, '--explain', '--records', 'all']);
  expect([status, /got `all`/.test(stderr)]).toEqual([2, true]);
});

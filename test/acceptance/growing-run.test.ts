import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ingestPaths } from '../../src/stages/ingest/ingest-paths.ts';
import { scratchContext, scratchFolder } from '../support/scratch.ts';

const context = await scratchContext();
const run = join(scratchFolder(), 'run_1');
const trace = join(run, 'trace.jsonl');

function record(stage: string, status: string, rest: object = {}): string {
  const payload = { status, spec_hash: 's', rtl_file: 'a.v', testbench_file: 'tb.v', ...rest };
  return `${JSON.stringify({ stage, payload })}\n`;
}

async function attempts(): Promise<unknown[]> {
  await ingestPaths(context, { role: 'traces', paths: [trace] });
  return (
    await context.warehouse.rows('SELECT iteration, claimed FROM raw.attempts ORDER BY iteration, claimed')
  ).map((row) => Object.values(row).join(' '));
}

test('a run that goes on after it was read ends with the attempts of the whole run', async () => {
  mkdirSync(run);
  writeFileSync(join(run, 'a.v'), 'module a; endmodule\n');
  writeFileSync(join(run, 'tb.v'), 'module tb; a dut(); endmodule\n');
  writeFileSync(trace, record('A1', 'success') + record('Simulation', 'failed') + record('A1', 'success'));
  expect(await attempts()).toEqual(['1 fail', '2 unknown']);
  appendFileSync(trace, record('A4', 'success'));
  expect(await attempts()).toEqual(['1 fail', '2 unknown']);
  appendFileSync(trace, record('Simulation', 'pass'));
  expect(await attempts()).toEqual(['1 fail', '2 pass']);
  appendFileSync(trace, record('A1', 'success') + record('A1', 'success') + record('Simulation', 'pass'));
  expect(await attempts()).toEqual(['1 fail', '2 pass', '3 unknown', '4 pass']);
});

import { expect, test } from 'vitest';
import { scratchContext, scratchFolder } from '../../support/scratch.ts';
import { runSteps } from '../../support/stage-run.ts';
import { writeJsonl } from '../../support/trace-files.ts';
import { COUNTER, MAJORITY } from '../../truth/testbench/designs.ts';

const ANSWERS: Record<string, { problem: string; code: string }> = {
  right: { problem: 'counter', code: COUNTER },
  'one output wrong': { problem: 'counter', code: COUNTER.replace('en && q == TOP', 'q == TOP') },
  'does not compile': { problem: 'counter', code: COUNTER.replace('else if (en)', 'else if en') },
  'lacks a port': {
    problem: 'counter',
    code: 'module counter(input clk, output q); assign q = clk; endmodule',
  },
  'reference unusable': { problem: 'broken', code: MAJORITY },
  'no reference': { problem: 'unknown', code: MAJORITY },
};

const folder = scratchFolder();
const context = await scratchContext();
const { warehouse } = context;
const references = writeJsonl(folder, 'references.jsonl', [
  { task_id: 'counter', testbench: 'module tb; endmodule', module_code: COUNTER },
  { task_id: 'broken', testbench: 'module tb; endmodule', module_code: 'module majority(input a' },
]);
const traces = writeJsonl(
  folder,
  'rollouts.jsonl',
  Object.entries(ANSWERS).map(([name, { problem, code }]) => ({
    task_id: problem,
    prompt: `Write ${problem}: ${name}.`,
    completion: `\`\`\`verilog\n${code}\n\`\`\``,
  })),
);
await runSteps(
  context,
  ['ingest', { role: 'references', paths: [references] }],
  ['ingest', { role: 'traces', paths: [traces] }],
  ['extract'],
);
const compare = (parameters: Record<string, unknown> = {}) =>
  runSteps(context, ['compare', { lanes: 2, ...parameters }]);
const [outcome] = await compare();

async function signalsOf(line: number) {
  return warehouse.rows(
    `SELECT signal, outcome, mismatches = 0 AS is_right, coupled FROM report.signal_verdicts
     JOIN raw.attempts USING (attempt_id) JOIN raw.records USING (record_id) WHERE line = ${line} ORDER BY signal`,
  );
}

test('every design with a reference is compared, once; a reference that cannot be tried is told', () => {
  expect(outcome).toMatchObject({ rowsIn: 5, kept: 4, rejected: 1, added: 5 });
  expect(outcome!.notes).toEqual(['1 of 5 designs have a reference that cannot be tried']);
});

test('which outputs are right', async () => {
  expect(await signalsOf(1)).toEqual([
    { signal: 'full', outcome: 'compared', is_right: true, coupled: true },
    { signal: 'q', outcome: 'compared', is_right: true, coupled: true },
  ]);
  expect(await signalsOf(2)).toMatchObject([
    { signal: 'full', is_right: false },
    { signal: 'q', is_right: true },
  ]);
});

test('what cannot be compared has no right output', async () => {
  expect(await signalsOf(3)).toMatchObject([
    { outcome: 'compile_fail', is_right: null },
    { outcome: 'compile_fail', is_right: null },
  ]);
  expect(await signalsOf(4)).toMatchObject([{ outcome: 'port_mismatch' }, { outcome: 'port_mismatch' }]);
  expect(await signalsOf(5)).toEqual([]);
  expect(await signalsOf(6)).toEqual([]);
});

test('the first mismatch with its inputs and what led there', async () => {
  const [row] = await warehouse.rows<{
    first_mismatch: bigint;
    expected: string;
    got: string;
    inputs: string;
    lead_up: string;
  }>(
    'SELECT first_mismatch, expected, got, inputs, lead_up FROM report.signal_verdicts WHERE mismatches > 0',
  );
  expect(row).toMatchObject({ expected: '0', got: '1' });
  expect(row!.first_mismatch).toBeGreaterThan(0n);
  expect(JSON.parse(row!.inputs)).toMatchObject({ rst_n: '1', en: '0' });
  expect(JSON.parse(row!.lead_up)).not.toEqual([]);
});

test('a second run does nothing; another seed compares anew, and the first stays', async () => {
  expect((await compare())[0]).toMatchObject({ rowsIn: 5, added: 0 });
  expect((await compare({ seed: '2' }))[0]).toMatchObject({ added: 5 });
  expect(await warehouse.count('SELECT count(*) FROM fact.comparisons')).toBe(10);
  expect((await compare())[0]).toMatchObject({ added: 0 });
  expect(await signalsOf(2)).toHaveLength(2);
});

test('not enabled, it does nothing and says so', async () => {
  expect((await compare({ enabled: false }))[0]).toMatchObject({
    rowsIn: 0,
    notes: ['not compared: not enabled'],
  });
});

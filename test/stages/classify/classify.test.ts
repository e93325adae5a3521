import { expect, test } from 'vitest';
import { scratchContext, scratchFolder } from '../../support/scratch.ts';
import { runSteps } from '../../support/stage-run.ts';
import { INVERTER, INVERTER_TESTBENCH, writeSet } from '../../support/trace-files.ts';

const warnings: string[] = [];
const base = await scratchContext();
const context = {
  ...base,
  progress: { ...base.progress, warn: (message: string) => warnings.push(message) },
};
const CATEGORIES = ['fsm_2state', 'Shift_SIPO', 'Sequential/FSM/Mealy', 'quantum_gate'];
const rows = CATEGORIES.map((category) => ({
  problem: category,
  answer: INVERTER,
  testbench: INVERTER_TESTBENCH,
  category,
}));
await runSteps(context, [
  'ingest',
  { role: 'traces', paths: [writeSet(scratchFolder(), 'set.jsonl', rows)] },
]);

test('recorded names map into the one taxonomy; an unknown one is told and stays unclassified', async () => {
  const [outcome] = await runSteps(context, ['classify']);
  expect(outcome).toMatchObject({ rowsIn: 4, kept: 3, rejected: 1, added: 4 });
  expect(warnings).toEqual([expect.stringContaining('`quantum_gate`')]);
  await runSteps(context, ['curate']);
  expect(
    await context.warehouse.rows('SELECT category, domain FROM report.attempts ORDER BY category'),
  ).toEqual([
    { category: 'Sequential/FSM/Mealy', domain: 'fsm' },
    { category: 'Shift_SIPO', domain: 'shift_register' },
    { category: 'fsm_2state', domain: 'fsm' },
    { category: 'quantum_gate', domain: 'unclassified' },
  ]);
});

test('a second run maps nothing anew and still tells the unknown name', async () => {
  warnings.length = 0;
  const [outcome] = await runSteps(context, ['classify']);
  expect(outcome).toMatchObject({ rowsIn: 4, kept: 3, rejected: 1, added: 0 });
  expect(warnings).toHaveLength(1);
});

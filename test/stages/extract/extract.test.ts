import { expect, test } from 'vitest';
import { scratchContext, scratchFolder } from '../../support/scratch.ts';
import { runSteps } from '../../support/stage-run.ts';
import { INVERTER, INVERTER_TESTBENCH, writeSet } from '../../support/trace-files.ts';

const context = await scratchContext();
const ANSWERS: Record<string, string> = {
  plain: INVERTER,
  'plain again': INVERTER,
  fenced: `Here it is:\n\`\`\`verilog\n${INVERTER}\`\`\`\nIt inverts.`,
  prose: 'I cannot write that module for you, sorry.',
  empty: '',
};
const rows = Object.entries(ANSWERS).map(([problem, answer]) => ({
  problem,
  answer,
  testbench: INVERTER_TESTBENCH,
}));
await runSteps(context, [
  'ingest',
  { role: 'traces', paths: [writeSet(scratchFolder(), 'set.jsonl', rows)] },
]);
const [first] = await runSteps(context, ['extract']);

const inputs = (): Promise<{ problem_id: string; rtl: string | null; cause: string | null }[]> =>
  context.warehouse.rows(
    `SELECT problem_id, text AS rtl, extract_cause AS cause FROM curated.attempt_inputs
     LEFT JOIN raw.documents ON sha256 = rtl_sha256 ORDER BY problem_id`,
  );

test('each distinct answer is cut once, and the counts add up', () => {
  expect(first).toMatchObject({ rowsIn: 4, kept: 2, rejected: 2, added: 4 });
});

test('the RTL is what compiles, and where there is none the cause is', async () => {
  const found = await inputs();
  expect(found.map(({ problem_id, rtl }) => [problem_id, rtl?.trim() ?? null])).toEqual([
    ['empty', null],
    ['fenced', INVERTER.trim()],
    ['plain', INVERTER.trim()],
    ['plain again', INVERTER.trim()],
    ['prose', null],
  ]);
  expect(found.filter(({ rtl }) => rtl === null).map(({ cause }) => cause)).toEqual([
    'empty_answer',
    'prose_only',
  ]);
});

test('what was cut away is recorded', async () => {
  const cuts = await context.warehouse.rows<{ cuts: string }>(
    "SELECT cuts FROM fact.extractions JOIN raw.attempts USING (answer_sha256) WHERE problem_id = 'fenced'",
  );
  expect(JSON.parse(cuts[0]!.cuts)).not.toEqual([]);
});

test('a second run cuts nothing', async () => {
  const [again] = await runSteps(context, ['extract']);
  expect(again).toMatchObject({ rowsIn: 4, kept: 2, rejected: 2, added: 0 });
});

test('attempts without RTL end as no_rtl with their cause', async () => {
  await runSteps(context, ['curate']);
  expect(
    await context.warehouse.rows(
      "SELECT problem_id, verdict, failure_stage, failure_cause FROM report.attempts WHERE verdict = 'no_rtl' ORDER BY 1",
    ),
  ).toEqual([
    { problem_id: 'empty', verdict: 'no_rtl', failure_stage: 'extract', failure_cause: 'empty_answer' },
    { problem_id: 'prose', verdict: 'no_rtl', failure_stage: 'extract', failure_cause: 'prose_only' },
  ]);
});

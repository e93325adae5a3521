import { expect, test } from 'vitest';
import type { StageOutcome } from '../../../src/engine/stage.ts';
import { scratchContext, scratchFolder } from '../../support/scratch.ts';
import { runSteps } from '../../support/stage-run.ts';
import { writeJsonl } from '../../support/trace-files.ts';
import { COUNTER_TESTBENCH } from '../../truth/counter-testbench.ts';
import { COUNTER } from '../../verilog/mutate/designs.ts';

const ALWAYS_ZERO = `module tb;
  reg a = 0; wire y;
  gate dut(.a(a), .y(y));
  initial begin
    #1 if (y !== 0) $display("TEST FAILED"); else $display("TEST PASSED");
    $finish;
  end
endmodule
`;
const GATE = 'module gate(input a, output y);\n  assign y = a;\nendmodule\n';

const REWRITTEN = COUNTER.replace("count + 4'd1", "count - 4'd15");
const ANSWERS: Record<string, { problem: string; code: string }> = {
  same: { problem: 'counter', code: COUNTER },
  rewritten: { problem: 'counter', code: REWRITTEN },
  'no reset value': { problem: 'counter', code: COUNTER.replace("4'd3", "4'd0").replace('// wraps', '') },
  'steps by two': { problem: 'counter', code: COUNTER.replace("4'd1", "4'd2") },
  strange: {
    problem: 'counter',
    code: COUNTER.replace("count + 4'd1", "{count[0], count[3:1]} ^ 4'd5"),
  },
  'gate without a reference': { problem: 'gate', code: GATE },
  'passes, but is no buffer': { problem: 'buffer', code: GATE.replace('y = a', "y = 1'b0") },
};

const folder = scratchFolder();
const context = await scratchContext();
const { warehouse } = context;
const references = writeJsonl(folder, 'references.jsonl', [
  { task_id: 'counter', testbench: COUNTER_TESTBENCH, module_code: COUNTER },
  { task_id: 'gate', testbench: ALWAYS_ZERO },
  { task_id: 'buffer', testbench: `// a = 0 alone\n${ALWAYS_ZERO}`, module_code: GATE },
]);
const traces = writeJsonl(
  folder,
  'rollouts.jsonl',
  Object.entries(ANSWERS).map(([name, { problem, code }]) => ({
    task_id: problem,
    prompt: `Write ${problem}, ${name}.`,
    completion: `\`\`\`verilog\n${code}\`\`\``,
  })),
);

await runSteps(
  context,
  ['ingest', { role: 'references', paths: [references] }],
  ['ingest', { role: 'traces', paths: [traces] }],
  ['extract'],
  ['classify'],
  ['inspect'],
  ['simulate', { lanes: 2 }],
  ['judge'],
);
const outcome = await strengthen({});

async function strengthen(parameters: Record<string, unknown>): Promise<StageOutcome> {
  const [outcome] = await runSteps(
    context,
    ['strengthen', { mutants: 30, at_least: 0.9, lanes: 2, ...parameters }],
    ['curate'],
  );
  return outcome!;
}

async function attempts(): Promise<
  Record<string, { verdict: string; evidence: string; cause: string | null }>
> {
  const rows = await warehouse.rows<{
    line: number;
    verdict: string;
    evidence: string;
    cause: string | null;
  }>('SELECT line, verdict, evidence, failure_cause AS cause FROM report.attempts ORDER BY line');
  const names = Object.keys(ANSWERS);
  return Object.fromEntries(
    rows.map(({ line, verdict, evidence, cause }) => [names[line - 1]!, { verdict, evidence, cause }]),
  );
}

test('testbenches are measured with the reference, else with an answer that passes', async () => {
  expect(outcome).toMatchObject({ rowsIn: 3, kept: 3, rejected: 0 });
  expect(outcome.notes).toEqual(['2 of 3 measured testbenches are weak']);
  const rows = await warehouse.rows(
    'SELECT origin, score, is_strong, accepted_stubs, undecided, states FROM report.testbenches ORDER BY origin DESC, is_strong DESC',
  );
  expect(rows).toEqual([
    { origin: 'reference', score: 1, is_strong: true, accepted_stubs: 0, undecided: 0, states: null },
    { origin: 'reference', score: 1, is_strong: false, accepted_stubs: 1, undecided: 0, states: null },
    { origin: 'answer', score: 1, is_strong: false, accepted_stubs: 1, undecided: 0, states: null },
  ]);
});

test('evidence rises by a proof, by a strong testbench, and not by a weak one', async () => {
  const found = await attempts();
  expect(found['same']).toEqual({ verdict: 'pass', evidence: 'equivalent', cause: null });
  expect(found['rewritten']).toEqual({ verdict: 'pass', evidence: 'equivalent', cause: null });
  expect(found['gate without a reference']).toEqual({ verdict: 'pass', evidence: 'checked', cause: null });
});

test('an answer that passes and is proved to differ is told', async () => {
  const rows = await warehouse.rows(
    "SELECT problem_id, evidence, proof FROM report.attempts WHERE proof = 'different'",
  );
  expect(rows).toEqual([{ problem_id: 'buffer', evidence: 'checked', proof: 'different' }]);
});

test('a failed answer that is proved to be the reference with a mistake has that for a cause', async () => {
  const found = await attempts();
  expect(found['no reset value']).toMatchObject({ verdict: 'fail', cause: 'wrong_reset' });
  expect(found['strange']).toMatchObject({ verdict: 'fail', cause: 'failed_check' });
  expect(
    await warehouse.rows('SELECT cause, operator, line, before, after FROM report.autopsies ORDER BY cause'),
  ).toEqual([
    {
      cause: 'wrong_constant',
      operator: 'constant',
      line: 4,
      before: "    else if (en) count <= count + 4'd1; // wraps",
      after: "    else if (en) count <= count + 4'd2; // wraps",
    },
    {
      cause: 'wrong_reset',
      operator: 'reset_value',
      line: 3,
      before: "    if (!rst_n) count <= 4'd3;",
      after: "    if (!rst_n) count <= 4'd0;",
    },
  ]);
});

test('a second run does nothing; another threshold measures nothing again', async () => {
  const { added } = await strengthen({});
  expect(added).toBe(0);
  const again = await strengthen({ at_least: 0.4 });
  expect(again).toMatchObject({ added: 0, notes: ['2 of 3 measured testbenches are weak'] });
});

test('without proofs a strong testbench is what counts', async () => {
  await strengthen({ prove: false });
  expect((await attempts())['rewritten']?.evidence).toBe('mutant_checked');
});

test('with no mutants nothing is measured', async () => {
  const before = await warehouse.count('SELECT count(*) FROM fact.testbench_strength');
  expect(await strengthen({ mutants: 0 })).toMatchObject({ rowsIn: 0, kept: 0, added: 0 });
  expect(await warehouse.count('SELECT count(*) FROM fact.testbench_strength')).toBe(before);
});

import { expect, test } from 'vitest';
import { scratchContext, scratchFolder } from '../../support/scratch.ts';
import { runSteps } from '../../support/stage-run.ts';
import { writeJsonl } from '../../support/trace-files.ts';
import { MAJORITY } from '../../truth/testbench/designs.ts';

/** Drives the design, compares nothing, and says that all is well. */
const UNCHECKED = `module tb;
  reg a, b, c; wire y;
  majority dut(.a(a), .b(b), .c(c), .y(y));
  initial begin a = 0; b = 1; c = 0; #1 $display("TEST PASSED"); $finish; end
endmodule
`;
const CHECKED = UNCHECKED.replace(
  '#1 $display("TEST PASSED");',
  '#1 if (y !== 0) $display("TEST FAILED"); else $display("TEST PASSED");',
);
const WRONG = MAJORITY.replace('a & c', 'a ^ c');

const folder = scratchFolder();
const context = await scratchContext();
const { warehouse } = context;
const references = writeJsonl(folder, 'references.jsonl', [
  { task_id: 'unchecked', testbench: UNCHECKED, module_code: MAJORITY },
  { task_id: 'checked', testbench: CHECKED, module_code: MAJORITY },
  { task_id: 'broken', testbench: UNCHECKED, module_code: 'module majority(input a' },
]);
const rows = [
  { task_id: 'unchecked', code: MAJORITY },
  { task_id: 'unchecked', code: WRONG },
  { task_id: 'checked', code: WRONG },
  { task_id: 'broken', code: MAJORITY },
];
const traces = writeJsonl(
  folder,
  'rollouts.jsonl',
  rows.map(({ task_id, code }, at) => ({
    task_id,
    prompt: `Write it, ${at}.`,
    completion: `\`\`\`verilog\n${code}\`\`\``,
  })),
);
const retest = () => runSteps(context, ['retest', { lanes: 2, mutants: 12 }], ['curate']);
await runSteps(
  context,
  ['ingest', { role: 'references', paths: [references] }],
  ['ingest', { role: 'traces', paths: [traces] }],
  ['extract'],
  ['classify'],
  ['inspect'],
  ['simulate', { lanes: 2 }],
  ['judge'],
  ['curate'],
);
const [outcome] = await retest();

test('designs without a check are tried again; where the reference cannot be tried, that is told', () => {
  expect(outcome).toMatchObject({ rowsIn: 3, kept: 2, rejected: 1, added: 3 });
  expect(outcome!.notes).toEqual(['1 designs have a reference that cannot be tried']);
});

test('both verdicts are kept, and what the generated testbench proves', async () => {
  const retests = await warehouse.rows(
    `SELECT line, r.own_verdict, r.verdict, r.evidence, origin FROM report.retests AS r
     JOIN report.attempts USING (attempt_id) ORDER BY line`,
  );
  expect(retests).toEqual([
    { line: 1, own_verdict: 'no_check', verdict: 'pass', evidence: 'checked', origin: 'generated' },
    { line: 2, own_verdict: 'no_check', verdict: 'fail', evidence: 'simulates', origin: 'generated' },
  ]);
});

test('attempts take the second verdict; one whose testbench checks keeps its own', async () => {
  const attempts = await warehouse.rows(
    'SELECT line, verdict, evidence, own_verdict, testbench_origin FROM report.attempts ORDER BY line',
  );
  expect(attempts).toMatchObject([
    { verdict: 'pass', evidence: 'mutant_checked', own_verdict: 'no_check', testbench_origin: 'generated' },
    { verdict: 'fail', evidence: 'simulates', own_verdict: 'no_check', testbench_origin: 'generated' },
    { verdict: 'pass', evidence: 'checked', own_verdict: 'pass', testbench_origin: 'reference' },
    { verdict: 'no_check', own_verdict: 'no_check', testbench_origin: 'reference' },
  ]);
});

test('the generated testbench is among the measured ones', async () => {
  const measured = await warehouse.rows(
    'SELECT origin, killed > 5 AS kills, not_noticed, score, accepted_stubs, is_strong FROM report.testbenches',
  );
  expect(measured).toEqual([
    { origin: 'generated', kills: true, not_noticed: 0n, score: 1, accepted_stubs: 0, is_strong: true },
  ]);
});

test('a second run does nothing', async () => {
  expect((await retest())[0]).toMatchObject({ rowsIn: 3, added: 0, rejected: 1 });
});

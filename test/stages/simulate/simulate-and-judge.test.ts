import { expect, test } from 'vitest';
import { scratchContext, scratchFolder } from '../../support/scratch.ts';
import { runSteps } from '../../support/stage-run.ts';
import {
  INVERTER,
  INVERTER_TESTBENCH,
  type SetRow,
  writeJsonl,
  writeSet,
} from '../../support/trace-files.ts';

const PARAMETERS = { lanes: 2, limits: { simulationCpuSeconds: 1 } };
const SILENT_TESTBENCH = INVERTER_TESTBENCH.replace(/if \(y[^;]*;/g, '').replace(
  /if \(errors[^;]*;[^;]*;/,
  '$display("TESTBENCH COMPLETED");',
);

interface Pair extends SetRow {
  gives: [verdict: string, evidence: string, stage: string | null, cause: string | null];
}

const PAIRS: Pair[] = [
  {
    problem: 'good',
    answer: INVERTER,
    testbench: INVERTER_TESTBENCH,
    gives: ['pass', 'checked', null, null],
  },
  {
    problem: 'wrong',
    answer: INVERTER.replace('~a', 'a'),
    testbench: INVERTER_TESTBENCH,
    gives: ['fail', 'simulates', 'mismatch', 'failed_check'],
  },
  {
    problem: 'syntax',
    answer: INVERTER.replace('~a;', '~a'),
    testbench: INVERTER_TESTBENCH,
    gives: ['compile_fail', 'unparsed', 'syntax', 'syntax_error'],
  },
  {
    problem: 'missing module',
    answer: 'module dut(input a, output y);\n  inverter i(.a(a), .y(y));\nendmodule\n',
    testbench: INVERTER_TESTBENCH,
    gives: ['compile_fail', 'parses', 'elaborate', 'missing_module'],
  },
  {
    problem: 'endless',
    answer:
      'module dut(input a, output y);\n  reg t = 0;\n  assign y = ~a;\n  initial #1 t = 1;\n  always @(t) t <= ~t;\nendmodule\n',
    testbench: INVERTER_TESTBENCH,
    gives: ['timeout', 'compiles', 'timeout', 'simulation_cpu_limit'],
  },
  {
    problem: 'prints the pass line and finishes',
    answer:
      'module dut(input a, output y);\n  initial begin $display("TEST PASSED"); $finish; end\nendmodule\n',
    testbench: INVERTER_TESTBENCH,
    gives: ['no_check', 'simulates', 'no-check', 'design_controls_output'],
  },
  {
    problem: 'right, but prints',
    answer: INVERTER.replace('endmodule', '  initial $display("hello");\nendmodule'),
    testbench: INVERTER_TESTBENCH,
    gives: ['no_check', 'simulates', 'no-check', 'design_controls_output'],
  },
  {
    problem: 'reaches into the testbench',
    answer: 'module dut(input a, output y);\n  always @(tb.errors) force tb.errors = 0;\nendmodule\n',
    testbench: INVERTER_TESTBENCH,
    gives: ['no_check', 'simulates', 'no-check', 'reaches_into_testbench'],
  },
  {
    problem: 'a template testbench that checks nothing',
    answer: INVERTER,
    testbench: SILENT_TESTBENCH,
    gives: ['no_check', 'simulates', 'no-check', 'testbench_checks_nothing'],
  },
  {
    problem: 'a testbench that prints PASSED without a check',
    answer: INVERTER.replace('~a', 'a'),
    testbench: SILENT_TESTBENCH.replace('TESTBENCH COMPLETED', 'TEST PASSED'),
    gives: ['no_check', 'simulates', 'no-check', 'testbench_checks_nothing'],
  },
  {
    problem: 'a broken testbench',
    answer: INVERTER,
    testbench: INVERTER_TESTBENCH.replace('reg a;', 'reg a'),
    gives: ['compile_fail', 'unparsed', 'harness', 'testbench_does_not_compile'],
  },
  {
    problem: '$error beside a printed pass',
    answer: INVERTER.replace('~a', 'a'),
    testbench: INVERTER_TESTBENCH.replace('errors = errors + 1', '$error("y is %b", y)'),
    gives: ['fail', 'simulates', 'mismatch', 'failed_check'],
  },
  {
    problem: 'imports a package of the design',
    answer: `package codes;\n  localparam HIGH = 1'b1;\nendpackage\n${INVERTER}`,
    testbench: INVERTER_TESTBENCH.replace('module tb;', 'module tb;\n  import codes::*;').replace(
      "1'b1)",
      'HIGH)',
    ),
    gives: ['pass', 'checked', null, null],
  },
];

const folder = scratchFolder();
const context = await scratchContext();
const { warehouse } = context;
const traces = writeSet(folder, 'pairs.jsonl', PAIRS);
const twoFiles = writeJsonl(folder, 'two-files.jsonl', [
  {
    model: 'm',
    problem_id: 'two files',
    rtl_files: {
      'rtl/inverter.sv': INVERTER.replace('module dut', 'module inverter'),
      'rtl/dut.sv': 'module dut(input a, output y);\n  inverter i(.a(a), .y(y));\nendmodule\n',
    },
    cocotb_passed: true,
    iverilog11_compiles: true,
  },
]);
const references = writeJsonl(folder, 'references.jsonl', [
  { task_id: 'two files', testbench: INVERTER_TESTBENCH },
]);

const verify = () =>
  runSteps(
    context,
    ['ingest', { role: 'references', paths: [references] }],
    ['ingest', { role: 'traces', paths: [traces, twoFiles] }],
    ['extract'],
    ['classify'],
    ['inspect'],
    ['simulate', PARAMETERS],
    ['judge'],
    ['curate'],
  );
await verify();

async function verdictOf(problem: string): Promise<unknown[]> {
  const rows = await warehouse.rows(
    'SELECT verdict, evidence, failure_stage, failure_cause FROM report.attempts WHERE problem_id = ?',
    [problem],
  );
  expect(rows).toHaveLength(1);
  return Object.values(rows[0]!);
}

test.each(PAIRS)('$problem', async ({ problem, gives }) => {
  expect(await verdictOf(problem)).toEqual(gives);
});

test('a design of two files, judged by the reference of its problem', async () => {
  expect(await verdictOf('two files')).toEqual(['pass', 'checked', null, null]);
  const [row] = await warehouse.rows(
    "SELECT testbench_origin FROM report.attempts WHERE problem_id = 'two files'",
  );
  expect(row).toEqual({ testbench_origin: 'reference' });
});

test('a failure names file and line, and the tool that said so', async () => {
  const [row] = await warehouse.rows(
    "SELECT failure_file, failure_line, tool, sandbox, message FROM report.attempts WHERE problem_id = 'syntax'",
  );
  expect(row).toMatchObject({
    failure_file: 'design.sv',
    failure_line: 3,
    tool: expect.stringMatching(/^iverilog \d/),
  });
  expect(row?.['sandbox']).toMatch(/^(bubblewrap|limits-only)$/);
});

test('an $error names the line of the testbench that raised it', async () => {
  const [row] = await warehouse.rows(
    "SELECT failure_file, failure_line, message FROM report.attempts WHERE problem_id LIKE '$error%'",
  );
  expect(row).toEqual({
    failure_file: 'testbench.sv',
    failure_line: 5,
    message: expect.stringContaining('y is 0'),
  });
});

test('a claim that the simulation refutes is marked, one that it cannot test is not', async () => {
  const rows = await warehouse.rows<{ problem_id: string; claim_disagrees: boolean | null }>(
    "SELECT problem_id, claim_disagrees FROM report.attempts WHERE problem_id IN ('good', 'wrong', 'endless') ORDER BY 1",
  );
  expect(rows).toEqual([
    { problem_id: 'endless', claim_disagrees: true },
    { problem_id: 'good', claim_disagrees: false },
    { problem_id: 'wrong', claim_disagrees: true },
  ]);
});

test('a second run simulates and judges nothing', async () => {
  const before = await warehouse.rows('FROM fact.simulations ORDER BY simulation_key');
  const outcomes = await verify();
  expect(outcomes.map(({ added }) => added)).toEqual(outcomes.map(() => 0));
  expect(await warehouse.rows('FROM fact.simulations ORDER BY simulation_key')).toEqual(before);
});

test('another limit is another configuration; going back costs nothing', async () => {
  const count = (): Promise<number> => warehouse.count('SELECT count(*) FROM fact.simulations');
  const before = await count();
  const [other] = await runSteps(context, [
    'simulate',
    { lanes: 2, limits: { simulationCpuSeconds: 1, fileBytes: 1 << 20 } },
  ]);
  expect(other?.added).toBe(before);
  const [back] = await runSteps(context, ['simulate', PARAMETERS]);
  expect(back?.added).toBe(0);
  expect(await count()).toBe(2 * before);
});

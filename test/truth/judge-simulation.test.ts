import { expect, test } from 'vitest';
import type { Failure } from '../../src/core/failure.ts';
import {
  judgeSimulation,
  type SimulationFacts,
  type TestbenchFacts,
} from '../../src/truth/judge-simulation.ts';
import type { PrintedVerdict } from '../../src/truth/verdict-patterns.ts';

const RAN: SimulationFacts = {
  hasTestbench: true,
  preprocess: 'ok',
  compile: 'ok',
  simulation: 'ok',
  failure: undefined,
  sideEffects: [],
};
const CHECKS: TestbenchFacts = { checks: true, how: ['compares q'], reportsBySeverity: false };
const CHECKS_BY_SEVERITY: TestbenchFacts = { ...CHECKS, reportsBySeverity: true };
const CHECKS_NOTHING: TestbenchFacts = {
  checks: false,
  how: ['no output is compared'],
  reportsBySeverity: false,
};
const PASS: PrintedVerdict = { pattern: 'common', says: 'pass', line: 'TEST PASSED' };
const COUNTED: PrintedVerdict = { ...PASS, samples: 100, mismatches: 0 };
const FAIL: PrintedVerdict = { pattern: 'common', says: 'fail', line: 'TEST FAILED' };
const failure = (stage: Failure['stage'], cause: Failure['cause']): Failure => ({
  stage,
  cause,
  message: 'the tool said so',
});
const effect = (kind: string, name: string) => [{ kind, name, line: 7 }];

interface Case {
  what: string;
  simulation?: Partial<SimulationFacts>;
  testbench?: TestbenchFacts | null;
  printed?: PrintedVerdict | undefined;
  gives: [verdict: string, evidence: string, stage?: string, cause?: string];
}

const CASES: Case[] = [
  { what: 'a printed pass of a checking testbench', gives: ['pass', 'checked'] },
  { what: 'a count without mismatches', printed: COUNTED, gives: ['pass', 'checked'] },
  {
    what: 'silence of a testbench that reports by severity',
    testbench: CHECKS_BY_SEVERITY,
    printed: undefined,
    gives: ['pass', 'checked'],
  },
  {
    what: 'silence of one that prints its verdict',
    printed: undefined,
    gives: ['no_check', 'simulates', 'no-check', 'no_verdict_printed'],
  },
  {
    what: 'a printed pass of a testbench without a check',
    testbench: CHECKS_NOTHING,
    gives: ['no_check', 'simulates', 'no-check', 'testbench_checks_nothing'],
  },
  {
    what: 'a testbench that could not be analysed',
    testbench: null,
    gives: ['no_check', 'simulates', 'no-check', 'testbench_checks_nothing'],
  },
  {
    what: 'zero samples',
    printed: { ...COUNTED, samples: 0 },
    gives: ['no_check', 'simulates', 'no-check', 'zero_samples'],
  },
  { what: 'a printed failure', printed: FAIL, gives: ['fail', 'simulates', 'mismatch', 'failed_check'] },
  {
    what: 'some mismatches',
    printed: { ...FAIL, samples: 100, mismatches: 3 },
    gives: ['fail', 'simulates', 'mismatch', 'wrong_output'],
  },
  {
    what: 'nothing but mismatches',
    printed: { ...FAIL, samples: 100, mismatches: 100 },
    gives: ['fail', 'simulates', 'mismatch', 'all_samples_wrong'],
  },
  {
    what: "the testbench's own watchdog",
    printed: { ...FAIL, line: 'Simulation timed out at 1000' },
    gives: ['fail', 'simulates', 'mismatch', 'never_finishes'],
  },
  {
    what: 'an $error beside a printed pass',
    simulation: { failure: failure('runtime', 'assertion_failed') },
    gives: ['fail', 'simulates', 'runtime', 'assertion_failed'],
  },
  {
    what: 'an $error beside a printed failure: the tool knows file and line',
    simulation: { failure: failure('runtime', 'assertion_failed') },
    printed: FAIL,
    gives: ['fail', 'simulates', 'runtime', 'assertion_failed'],
  },
  {
    what: 'an $error beside a count of mismatches',
    simulation: { failure: failure('runtime', 'assertion_failed') },
    printed: { ...FAIL, samples: 100, mismatches: 3 },
    gives: ['fail', 'simulates', 'mismatch', 'wrong_output'],
  },
  {
    what: 'an $error beside a count without mismatches',
    simulation: { failure: failure('runtime', 'assertion_failed') },
    printed: COUNTED,
    gives: ['fail', 'simulates', 'runtime', 'assertion_failed'],
  },
  {
    what: 'an $error of a testbench that reports by severity',
    simulation: { failure: failure('runtime', 'assertion_failed') },
    testbench: CHECKS_BY_SEVERITY,
    printed: undefined,
    gives: ['fail', 'simulates', 'runtime', 'assertion_failed'],
  },
  {
    what: '$fatal',
    simulation: { simulation: 'failed', failure: failure('runtime', 'fatal_called') },
    gives: ['fail', 'compiles', 'runtime', 'fatal_called'],
  },
  {
    what: 'an endless simulation that printed a pass before',
    simulation: { simulation: 'cpu-limit', failure: failure('timeout', 'simulation_cpu_limit') },
    gives: ['timeout', 'compiles', 'timeout', 'simulation_cpu_limit'],
  },
  {
    what: 'a simulator that died without a word',
    simulation: { simulation: 'failed' },
    gives: ['fail', 'compiles', 'runtime', 'unknown'],
  },
  {
    what: 'a sandbox that broke while simulating',
    simulation: { simulation: 'failed', failure: failure('harness', 'sandbox_unavailable') },
    gives: ['harness_fault', 'compiles', 'harness', 'sandbox_unavailable'],
  },
  {
    what: 'vectors that the testbench cannot open',
    simulation: { failure: failure('harness', 'missing_artefact') },
    printed: undefined,
    gives: ['harness_fault', 'compiles', 'harness', 'missing_artefact'],
  },
  {
    what: 'a design that has side effects and blames the harness',
    simulation: {
      failure: failure('harness', 'missing_artefact'),
      sideEffects: effect('system_task', '$readmemh'),
    },
    printed: undefined,
    gives: ['fail', 'simulates', 'harness', 'missing_artefact'],
  },
  {
    what: 'a syntax error',
    simulation: { compile: 'failed', simulation: null, failure: failure('syntax', 'syntax_error') },
    gives: ['compile_fail', 'unparsed', 'syntax', 'syntax_error'],
  },
  {
    what: 'a missing module',
    simulation: { compile: 'failed', simulation: null, failure: failure('elaborate', 'missing_module') },
    gives: ['compile_fail', 'parses', 'elaborate', 'missing_module'],
  },
  {
    what: 'a missing include',
    simulation: {
      preprocess: 'failed',
      compile: null,
      simulation: null,
      failure: failure('preprocess', 'missing_include'),
    },
    gives: ['compile_fail', 'unparsed', 'preprocess', 'missing_include'],
  },
  {
    what: 'a compile that never ends',
    simulation: { compile: 'cpu-limit', simulation: null, failure: failure('timeout', 'compile_cpu_limit') },
    gives: ['timeout', 'unparsed', 'timeout', 'compile_cpu_limit'],
  },
  {
    what: 'a compiler that failed without a word',
    simulation: { compile: 'failed', simulation: null },
    gives: ['compile_fail', 'parses', 'elaborate', 'unknown'],
  },
  {
    what: 'a testbench that does not compile: not the design',
    simulation: {
      compile: 'failed',
      simulation: null,
      failure: failure('harness', 'testbench_does_not_compile'),
    },
    gives: ['compile_fail', 'unparsed', 'harness', 'testbench_does_not_compile'],
  },
  {
    what: 'a missing tool',
    simulation: { compile: 'failed', simulation: null, failure: failure('harness', 'tool_missing') },
    gives: ['harness_fault', 'unparsed', 'harness', 'tool_missing'],
  },
  {
    what: 'no testbench',
    simulation: { hasTestbench: false, simulation: null },
    gives: ['no_testbench', 'compiles', 'no-check', 'no_testbench'],
  },
  {
    what: 'a syntax error without a testbench',
    simulation: {
      hasTestbench: false,
      compile: 'failed',
      simulation: null,
      failure: failure('syntax', 'syntax_error'),
    },
    gives: ['compile_fail', 'unparsed', 'syntax', 'syntax_error'],
  },
  {
    what: 'a design that prints',
    simulation: { sideEffects: effect('output', '$display') },
    gives: ['no_check', 'simulates', 'no-check', 'design_controls_output'],
  },
  {
    what: 'a design that finishes',
    simulation: { sideEffects: effect('finish', '$finish') },
    printed: COUNTED,
    gives: ['no_check', 'simulates', 'no-check', 'design_controls_output'],
  },
  {
    what: 'a design that finishes, under a testbench whose silence would pass',
    simulation: { sideEffects: effect('finish', '$finish') },
    testbench: CHECKS_BY_SEVERITY,
    printed: undefined,
    gives: ['no_check', 'simulates', 'no-check', 'design_controls_output'],
  },
  {
    what: 'a design that forces',
    simulation: { sideEffects: effect('force', 'force') },
    gives: ['no_check', 'simulates', 'no-check', 'reaches_into_testbench'],
  },
  {
    what: 'a design that reaches into the testbench',
    simulation: { sideEffects: effect('hierarchical', 'tb.errors') },
    gives: ['no_check', 'simulates', 'no-check', 'reaches_into_testbench'],
  },
];

test.each(CASES)('$what', ({ simulation = {}, testbench = CHECKS, gives, ...rest }) => {
  const printed = 'printed' in rest ? rest.printed : PASS;
  const judged = judgeSimulation({ ...RAN, ...simulation }, testbench, printed);
  const [verdict, evidence, stage, cause] = gives;
  expect([judged.verdict, judged.evidence, judged.failure?.stage, judged.failure?.cause]).toEqual([
    verdict,
    evidence,
    stage,
    cause,
  ]);
});

test('only an honest, clean run of a checking testbench passes', () => {
  // All combinations: whatever else is true, one doubt is enough.
  const doubts = {
    failure: [undefined, failure('runtime', 'assertion_failed')],
    sideEffects: [[], effect('output', '$write')],
    testbench: [CHECKS, CHECKS_NOTHING, null],
    printed: [COUNTED, PASS, { ...COUNTED, samples: 0 }, FAIL, undefined],
  };
  const passed: string[] = [];
  for (const fault of doubts.failure)
    for (const sideEffects of doubts.sideEffects)
      for (const testbench of doubts.testbench)
        for (const printed of doubts.printed) {
          const judged = judgeSimulation({ ...RAN, failure: fault, sideEffects }, testbench, printed);
          if (judged.verdict === 'pass')
            passed.push(JSON.stringify({ fault, sideEffects, testbench, printed }));
          else expect(judged.evidence).toBe('simulates');
        }
  expect(passed).toEqual(
    [COUNTED, PASS].map((printed) =>
      JSON.stringify({ fault: undefined, sideEffects: [], testbench: CHECKS, printed }),
    ),
  );
});

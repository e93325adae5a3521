import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadVerdictPatterns, readPrintedVerdict } from '../../src/truth/verdict-patterns.ts';

const patterns = loadVerdictPatterns(join(import.meta.dirname, '../../pipelines/verdict-patterns.yaml'));

function says(log: string): string {
  const printed = readPrintedVerdict(log, patterns);
  if (printed === undefined) return 'nothing';
  return printed.says === 'pass' && printed.samples === 0 ? 'nothing tried' : printed.says;
}

const PASSES = [
  // VerilogEval
  "VCD info: dumpfile wave.vcd opened for output.\nHint: Output 'q' has no mismatches.\nHint: Total mismatched samples is 0 out of 100 samples\nSimulation finished at 1002 ps\nMismatches: 0 in 100 samples",
  'Mismatches: 0 in 100 samples',
  "Hint: Output 'q' has 93 mismatches. First mismatch occurred at time 10.\nMismatches: 0 in 224 samples",
  // RTLLM
  '===========Your Design Passed===========',
  '=========== Your Design Passed ===========\n===========Test completed with 0 /100 failures===========',
  // cocotb
  '** TESTS=3 PASS=3 FAIL=0 SKIP=0                 180.00           0.01      12000  **',
  '     0.00ns INFO  cocotb.regression  test_add passed\n** TESTS=2 PASS=1 FAIL=0 SKIP=1  20.00  0.00  **',
  // S1's generator
  'TEST PASSED: 615 checks',
  'TEST PASSED',
  'All tests passed',
  'All tests passed!',
  'ALL 24 TESTS PASSED',
  'all checks have passed',
  '*** PASS ***',
  'PASSED',
  'Test passed successfully',
  'Simulation PASSED at time 1200',
  'TEST_PASSED',
  'Test 1: PASS\nTest 2: PASS',
  'Test case 3 passed.',
  'Test 3 of 10 passed\nTest 10 of 10 passed',
  'PASS: add\nPASS: sub',
  '[PASS] reset clears q',
  '[120000] PASS: q = 3',
  '120 ns: PASS: q = 3',
  'PASS: 5\nFAIL: 0',
  'pass count = 5, fail count = 0',
  'Passed: 8 Failed: 0',
  'Passed: 8\nFailed: 0',
  'Passed 10 of 10 tests',
  'Passed all tests',
  '10/10 tests passed',
  '10 tests passed, 0 tests failed',
  'Tests passed: 7/7',
  'Simulation finished with 0 errors',
  '0 errors',
  'Errors: 0',
  'Total errors:           0',
  'error_count = 0\nTEST PASSED',
  'errors=00000000\nPASS',
  'No mismatches found. Test passed.',
  'Completed 20 tests with no errors',
  'PASS/FAIL summary\nall 4 checks passed',
  'ok 1 - add\nok 2 - sub\n1..2',
  'UVM_ERROR :    0\nUVM_FATAL :    0\nTEST PASSED',
  'expected 3 got 3\nAll tests passed',
  'PASS: expected=3 got=3',
  'SUCCESS: all 16 vectors matched',
  'PASSED: 0 errors in 20 tests',
  'fail-safe mode\nAll tests passed',
  'Testing error flag of the parity unit\nAll tests passed',
  'TEST PASSED: 0 errors',
  'SUCCESS: all 16 vectors matched',
  'All outputs match expected values',
  'Result: PASS',
  'Test Result: SUCCESS',
  'Status = PASSED',
  '[TB] PASS',
  'test_reset ... PASS\ntest_count ... PASS',
  'DUT PASSED',
  'Failed tests: 0',
  'Assertions failed: 0',
  'Errors: 0 / 16 tests',
  'Total mismatches: 0 / 100',
];

const FAILURES = [
  // VerilogEval
  "Hint: Output 'q' has 12 mismatches. First mismatch occurred at time 20.\nMismatches: 12 in 100 samples",
  'TIMEOUT\nMismatches: 0 in 100 samples',
  'Mismatches: 3 in 10 samples\nMismatches: 0 in 10 samples',
  // RTLLM
  '===========Test completed with 3 /100 failures===========',
  '===========Error===========',
  '===========Failed===========',
  'Failed at 120: a=3 b=4',
  // cocotb
  '** TESTS=3 PASS=2 FAIL=1 SKIP=0   180.00   0.01  12000  **',
  '   10.00ns ERROR    cocotb.regression   Test Failed: test_add',
  'Failed 1 out of 2 tests (0 skipped)',
  // S1's generator
  'MISMATCH at 960000: serial_out = 1, expected 0\nTEST FAILED: 1 errors in 615 checks',
  'TEST FAILED',
  'Test failed!',
  'Tests failed: 3',
  'Error: expected 3 got 4',
  'ERROR: 0 expected, got 1',
  'ERROR: tb.v:12: q is wrong\n       Time: 10 Scope: tb',
  'Time 0 FAILED: q = x',
  '[0] ERROR: q = x',
  't=0 failed',
  'Expected: 3, Got: 4\nAll tests passed',
  "expected 8'h0f, got 8'h0e",
  'Passed 9 of 10 tests',
  '9/10 tests passed',
  '9 out of 10 tests passed',
  'Score: 9/10',
  'Tests passed: 6/7',
  'FAIL: sub\nPASS: add',
  'PASS: add\nFAIL: sub',
  '[FAIL] reset clears q',
  'Test 1: PASS\nTest 2: FAIL',
  'pass: 3 fail: 2',
  'pass count = 5, fail count = 1',
  'Passed: 8 Failed: 2',
  'Passed/Failed: 8/2',
  'PASS: 5\nFAIL: 1',
  '10 tests passed, 1 tests failed',
  'Simulation finished with 4 errors',
  '4 errors',
  'Errors: 4',
  'error_count = 2',
  '1 mismatches',
  'Mismatch at time 20: q=1 expected=0\nTest passed',
  'Output mismatch detected',
  'Assertion violated: failed check of q',
  'FATAL: tb.v:3: stop',
  'UVM_ERROR tb.sv(12) @ 100: reporter [CHK] q differs',
  'UVM_ERROR :    3\nUVM_FATAL :    0',
  'not ok 2 - sub\nok 1 - add',
  'Test did not pass',
  'Not all tests passed',
  'Not all outputs match',
  'SUCCESS: 14/16 vectors matched, 2 mismatches',
  'Simulation timed out',
  'TIMEOUT',
  'Watchdog timer expired',
  'Incorrect output for a=1',
  'Wrong value on q',
  'q is wrong at time 20\nResult: PASS',
  'Result: FAIL',
  // A failure in one style outranks a pass in another.
  'Mismatches: 0 in 100 samples\nTEST FAILED',
  '===========Your Design Passed===========\nERROR: q = x',
  '** TESTS=1 PASS=1 FAIL=0 SKIP=0 **\nTEST FAILED',
  'All tests passed\n3 errors',
];

const SILENT = [
  '',
  "Hint: Output 'q' has 93 mismatches. First mismatch occurred at time 10.",
  'TESTBENCH COMPLETED',
  'Simulation finished',
  'Simulation complete.',
  'All tests completed',
  'VCD info: dumpfile wave.vcd opened for output.',
  'FAIL: 0',
  'time=10 a=0 b=1 q=1',
  'Starting test of pass-through mode',
  'Test pass-through mode',
  'Testing error flag',
  '$finish called at 120 (1s)',
];

const NOTHING_TRIED = [
  'Mismatches: 0 in 0 samples',
  'TEST PASSED: 0 checks',
  'Passed 0 of 0 tests\nTEST PASSED',
  '0 tests run, 0 errors',
  'PASS: 0\nFAIL: 0\nTEST PASSED',
  'No tests were run\nAll tests passed',
  'PASSED: 0 tests',
  'Errors: 0 / 0 tests',
];

test.each(PASSES)('a pass: %s', (log) => expect(says(log)).toBe('pass'));
test.each(FAILURES)('a failure: %s', (log) => expect(says(log)).toBe('fail'));
test.each(SILENT)('no verdict: %s', (log) => expect(says(log)).toBe('nothing'));
test.each(NOTHING_TRIED)('nothing was tried: %s', (log) =>
  expect(['nothing tried', 'nothing']).toContain(says(log)),
);

// Every pass with a report of failure beside it, before or after.
test.each(PASSES)('no pass beside a reported failure: %s', (log) => {
  for (const failure of [
    'TEST FAILED',
    'ERROR: expected 3 got 4',
    '2 errors',
    'FAIL: add',
    '1 of 2 tests passed',
  ]) {
    expect(says(`${failure}\n${log}`)).toBe('fail');
    expect(says(`${log}\n${failure}`)).toBe('fail');
  }
});

test('the counts of VerilogEval and the line to blame come along', () => {
  const log =
    "Hint: Output 'q' has 12 mismatches. First mismatch occurred at time 20.\nMismatches: 12 in 100 samples";
  expect(readPrintedVerdict(log, patterns)).toEqual({
    pattern: 'verilogeval',
    says: 'fail',
    line: "Hint: Output 'q' has 12 mismatches. First mismatch occurred at time 20.",
    samples: 100,
    mismatches: 12,
  });
});

test('a log of a megabyte in one line is read quickly', () => {
  const started = performance.now();
  for (const word of ['test ', 'expected 1 ', '1 of 2 ', 'no tests ', 'a', '0 ']) {
    readPrintedVerdict(word.repeat(1_000_000 / word.length), patterns);
    readPrintedVerdict(`${word.repeat(80)}\n`.repeat(200), patterns);
  }
  expect(performance.now() - started).toBeLessThan(3000);
});

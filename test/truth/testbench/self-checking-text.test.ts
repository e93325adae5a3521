import { expect, test } from 'vitest';
import { planTestbench } from '../../../src/truth/testbench/plan-testbench.ts';
import type { ReferenceDesign } from '../../../src/truth/testbench/read-interface.ts';
import { recordResponses } from '../../../src/truth/testbench/record-responses.ts';
import { selfCheckingText } from '../../../src/truth/testbench/self-checking-text.ts';
import { judgeOf } from '../../../src/truth/testbench-judge.ts';
import { PATTERNS } from '../patterns.ts';
import { AWKWARD, BOTH_EDGES, COUNTER, DETECTOR, MAJORITY, PAD, TWO_CLOCKS, WRAPPED } from './designs.ts';
import { interfaceOf, testSimulator } from './simulated.ts';

const simulator = await testSimulator();

const made = new Map<string, Promise<string>>();

/** The testbench of a design, made once for all tests. */
function testbenchOf(text: string): Promise<string> {
  const testbench = made.get(text) ?? makeTestbench(text);
  made.set(text, testbench);
  return testbench;
}

async function makeTestbench(text: string, options: Omit<ReferenceDesign, 'files'> = {}): Promise<string> {
  const design = await interfaceOf(simulator, text, options);
  const phases = planTestbench(design, '1', 0);
  const recording = await recordResponses(simulator, design, phases);
  if ('failure' in recording) throw new Error(recording.failure.message);
  return selfCheckingText(design, phases, recording.responses, {
    moduleName: 'tb',
    nonce: 'n0nce',
    notes: ['Of a test.'],
  });
}

async function judged(testbench: string, design: string) {
  const judge = judgeOf([{ name: 'tb.v', text: testbench }], PATTERNS);
  const files = [{ name: 'design.sv', text: design }];
  const result = await simulator.run(judge.job(files));
  return { ...judge.judge(result, files), log: result.simulation?.log ?? result.compile?.log ?? '' };
}

/** Each design with a mistake that its testbench must see. */
const CASES: [name: string, design: string, right: string, wrong: string][] = [
  ['a counter', COUNTER, 'q + 1', 'q - 1'],
  ['its asynchronous reset', COUNTER, 'or negedge rst_n', ''],
  ['its wrap', COUNTER, 'q == TOP ? 0 : q + 1', 'q + 1'],
  ['an output that follows an input', COUNTER, 'full = en && q', 'full = q'],
  ['a detector', DETECTOR, 'default: next = x ? GOT1', 'default: next = x ? GOT11'],
  ['two clocks', TWO_CLOCKS, 'negedge rclk', 'posedge rclk'],
  ['both edges', BOTH_EDGES, 'n <= d ^ p', 'n <= d'],
  ['a wrapper', WRAPPED, "8'h5a", "8'h5b"],
  ['a pad that drives', PAD, "oe ? o : 1'bz", 'o'],
  ['a pad that reads', PAD, 'i = pin', 'i = o'],
  ['gates', MAJORITY, 'a & c', 'a | c'],
  ['awkward names', AWKWARD, '= ^checks', '= &checks'],
];

test.each(CASES)('%s: the design passes, with a mistake it fails', async (_, design, right, wrong) => {
  const testbench = await testbenchOf(design);
  expect(design).toContain(right);
  const own = await judged(testbench, design);
  expect([own.verdict, own.evidence]).toEqual(['pass', 'checked']);
  const bad = await judged(testbench, design.replace(right, wrong));
  expect([bad.verdict, bad.failure?.stage]).toEqual(['fail', 'mismatch']);
});

test('what the reference leaves open is not compared, an unknown design is', async () => {
  const testbench = await testbenchOf(DETECTOR);
  expect(testbench).toContain("2'hx");
  const free = await judged(
    testbench,
    DETECTOR.replace('state == IDLE ? 2', "state == IDLE ? 2'b00 : state; //"),
  );
  expect(free.verdict).toBe('pass');
  const unknown = await judged(testbench, DETECTOR.replace('progress = state == IDLE', "progress = 1'bx"));
  expect(unknown.verdict).toBe('fail');
});

test('it says what was wrong first, how often, and ends with the nonce', async () => {
  const { log } = await judged(await testbenchOf(COUNTER), COUNTER.replace('en && q', 'q'));
  expect(log).toMatch(
    /^MISMATCH: \d+ ns, step \d+: full is 1 instead of 0, inputs clk=. rst_n=1 en=0 load=. d=.$/m,
  );
  expect(log.match(/^MISMATCH/gm)).toHaveLength(1);
  expect(log).toContain("Output 'q' has no mismatches.");
  expect(log).toMatch(/^Output 'full' has \d+ mismatches\.$/m);
  expect(log).toMatch(/^Mismatches: \d+ in \d+ samples$/m);
  expect(log).toMatch(/^TEST FAILED n0nce$/m);
});

test('parameters are those that it was made for', async () => {
  const testbench = await makeTestbench(COUNTER, { parameters: { WIDTH: '6', TOP: '33' } });
  expect(testbench).toContain('counter #(.WIDTH(6), .TOP(33)) dut');
  expect((await judged(testbench, COUNTER)).verdict).toBe('pass');
});

test('a design that stops or prints the verdict itself gains nothing', async () => {
  const testbench = await testbenchOf(MAJORITY);
  const stopping = MAJORITY.replace(
    'endmodule',
    'initial begin $display("TEST PASSED"); $finish; end endmodule',
  );
  expect((await judged(testbench, stopping)).verdict).not.toBe('pass');
});

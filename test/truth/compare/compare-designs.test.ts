import { expect, test } from 'vitest';
import { openSimulator } from '../../../src/eda/simulator.ts';
import { compareDesigns, prepareReference } from '../../../src/truth/compare/compare-designs.ts';
import { BOTH_EDGES, COUNTER, DETECTOR, PAD, WRAPPED } from '../testbench/designs.ts';
import { testSimulator } from '../testbench/simulated.ts';

const simulator = await testSimulator();

const source = (text: string) => [{ name: 'design.sv', text }];
const compare = (reference: string, candidate: string) =>
  compareDesigns(simulator, { files: source(reference), candidate: source(candidate) });

test.each([
  ['counter', COUNTER],
  ['detector', DETECTOR],
  ['wrapper with modules of the same names', WRAPPED],
  ['pad', PAD],
  ['both edges', BOTH_EDGES],
])('%s: a design agrees with itself', async (_, text) => {
  const { outcome, signals } = await compare(text, text);
  expect(outcome).toBe('compared');
  expect(signals.map(({ mismatches }) => mismatches)).toEqual(signals.map(() => 0));
  expect(signals.every(({ samples }) => samples > 100)).toBe(true);
});

test('one output is wrong, the other right; when, and after which inputs', async () => {
  const { signals } = await compare(COUNTER, COUNTER.replace('full = en && q == TOP', 'full = q == TOP'));
  const [q, full] = signals;
  expect(q).toMatchObject({ signal: 'q', mismatches: 0, firstMismatch: null });
  expect(full!.mismatches).toBeGreaterThan(0);
  expect(full!.mismatches).toBeLessThan(full!.samples);
  expect(full!.firstMismatch).toMatchObject({ expected: '0', got: '1', inputs: { rst_n: '1', en: '0' } });
  expect(full!.firstMismatch!.time).toBeGreaterThan(0);
  const { leadUp, cycle } = full!.firstMismatch!;
  expect(leadUp.length).toBeGreaterThan(2);
  expect(leadUp.every((step) => step.cycle <= cycle)).toBe(true);
  expect(Object.keys(leadUp[0]!.inputs)).toEqual(['rst_n', 'en', 'load', 'd']);
});

test('at least a thousand cycles, several resets', async () => {
  const { phases } = await prepareReference(simulator, { files: source(COUNTER) });
  const steps = phases.flatMap((phase) => phase.steps);
  expect(steps.filter((step) => step.kind === 'cycle').length).toBeGreaterThan(1_000);
  const resets = steps.filter((step) => 'inputs' in step && step.inputs[0] === 0n);
  expect(resets.length).toBeGreaterThan(20);
});

test('an unknown where the reference knows is wrong, the other way round it is free', async () => {
  const known = DETECTOR.replace('state == IDLE ? 2', "state == IDLE ? 2'b01 : state; //");
  expect((await compare(DETECTOR, known)).signals[1]).toMatchObject({ signal: 'progress', mismatches: 0 });
  expect((await compare(known, DETECTOR)).signals[1]!.mismatches).toBeGreaterThan(0);
});

test('a synchronous reset is no asynchronous one', async () => {
  const { signals } = await compare(COUNTER, COUNTER.replace(' or negedge rst_n', ''));
  expect(signals[0]!.mismatches).toBeGreaterThan(0);
});

test('the candidate may have another name and further modules', async () => {
  const other = `${MODULE_INVERTER}\n${COUNTER.replace('module counter', 'module answer')}`.replace(
    'assign full = en',
    'wire n; inverter i(en, n); assign full = !n',
  );
  expect(await compare(COUNTER, other)).toMatchObject({
    outcome: 'compared',
    signals: [{ mismatches: 0 }, { mismatches: 0 }],
  });
});
const MODULE_INVERTER = 'module inverter(input a, output y); assign y = ~a; endmodule';

test('macros and net types of the reference do not reach the candidate', async () => {
  const reference = `\`define STEP 1\n\`default_nettype none\n${COUNTER.replace('q + 1', 'q + `STEP')}`;
  const candidate = `\`ifdef STEP\nnonsense\n\`endif\n${COUNTER.replace('assign full = en', 'assign undeclared = en; assign full = undeclared')}`;
  expect(await compare(reference, candidate)).toMatchObject({
    outcome: 'compared',
    signals: [{ mismatches: 0 }, { mismatches: 0 }],
  });
});

test.each([
  ['compile_fail', COUNTER.replace('assign full', 'assign nothing_there + full'), /./],
  ['compile_fail', 'module counter(input clk', /./],
  ['compile_fail', 'module one(); endmodule module two(); endmodule', /no module `counter`/],
  ['port_mismatch', COUNTER.replace('input load,', '').replace('if (load) q <= d;\n    else', ''), /`load`/],
  ['refused', COUNTER.replace('endmodule', 'initial $display("hello"); endmodule'), /\$display/],
  ['refused', COUNTER.replace('endmodule', 'initial #100 $finish; endmodule'), /\$finish/],
])('%s: nothing good is known of any output', async (outcome, candidate, why) => {
  const comparison = await compare(COUNTER, candidate);
  expect(comparison).toMatchObject({ outcome, reason: expect.stringMatching(why) });
  expect(comparison.signals.map(({ signal, mismatches }) => [signal, mismatches])).toEqual([
    ['q', null],
    ['full', null],
  ]);
});

test('a candidate that never comes to rest is a timeout', async () => {
  const impatient = await openSimulator({ lanes: 1, limits: { simulationCpuSeconds: 1 } });
  const loop = COUNTER.replace('endmodule', 'reg z = 0; always @(en) while (1) z = ~z; endmodule');
  try {
    const job = { files: source(COUNTER), candidate: source(loop) };
    expect(await compareDesigns(impatient, job)).toMatchObject({
      outcome: 'timeout',
      signals: [{ mismatches: null }, {}],
    });
  } finally {
    await impatient.close();
  }
});

test('a reference that does not compile, or differs from itself, is refused', async () => {
  await expect(compare('module m(input a', 'x')).rejects.toMatchObject({ code: 'REFERENCE_UNUSABLE' });
  const dice = 'module dice(input roll, output reg [7:0] n);\n  always @(roll) n = $random;\nendmodule\n';
  await expect(compare(dice, dice)).rejects.toMatchObject({
    code: 'REFERENCE_UNUSABLE',
    message: expect.stringContaining('differs between two runs'),
  });
});

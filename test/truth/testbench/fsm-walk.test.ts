import { expect, test } from 'vitest';
import { createRandom } from '../../../src/core/random.ts';
import { walkStateMachines } from '../../../src/truth/testbench/fsm-walk.ts';
import { resetSequence } from '../../../src/truth/testbench/phases/reset-phases.ts';
import { recordResponses } from '../../../src/truth/testbench/record-responses.ts';
import type { Phase } from '../../../src/truth/testbench/stimuli.ts';
import { stateSteps, transitionCoverage } from '../../../src/truth/testbench/transition-coverage.ts';
import { DETECTOR, MAJORITY } from './designs.ts';
import { interfaceOf, testSimulator } from './simulated.ts';

const simulator = await testSimulator();

/** A lock that opens by three codes in order: random inputs of eight bits hardly get past the first. */
const LOCK = `module lock(input clk, input rst, input [7:0] code, output open);
  localparam SHUT = 0, ONE = 1, TWO = 2, OPEN = 3;
  reg [1:0] state;
  always @(posedge clk)
    if (rst) state <= SHUT;
    else case (state)
      SHUT: state <= code == 8'h3c ? ONE : SHUT;
      ONE: state <= code == 8'hc5 ? TWO : SHUT;
      TWO: state <= code == 8'h99 ? OPEN : SHUT;
      OPEN: state <= code == 8'h00 ? SHUT : OPEN;
    endcase
  assign open = state == OPEN;
endmodule
`;

async function covered(text: string, phases: readonly Phase[]): Promise<{ taken: number; all: number }> {
  const design = await interfaceOf(simulator, text);
  const recording = await recordResponses(simulator, design, phases, ['state']);
  if ('failure' in recording) throw new Error(recording.failure.message);
  const [coverage] = transitionCoverage(design, stateSteps(design, phases, recording.responses));
  return { taken: coverage!.taken.size, all: coverage!.machine.transitions.length };
}

test.each([
  ['a detector', DETECTOR],
  ['a lock', LOCK],
])('%s: every transition is found from a reset alone, and walked over', async (_, text) => {
  const design = await interfaceOf(simulator, text);
  const start = [{ title: 'reset', steps: resetSequence(design, 2) }];
  const before = await covered(text, start);
  expect(before.taken).toBeLessThan(before.all);
  const walk = await walkStateMachines(simulator, design, start, createRandom('1'));
  const after = await covered(text, walk);
  expect(after.taken).toBe(after.all);
});

test('nothing is walked where there is no machine', async () => {
  const design = await interfaceOf(simulator, MAJORITY);
  expect(await walkStateMachines(simulator, design, [], createRandom('1'))).toEqual([]);
});

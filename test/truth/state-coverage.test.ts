import { afterAll, beforeAll, expect, it } from 'vitest';
import { openSimulator, type Simulator } from '../../src/eda/simulator.ts';
import { type MachineCoverage, measureStateCoverage } from '../../src/truth/state-coverage.ts';
import { judgeOf } from '../../src/truth/testbench-judge.ts';
import { loadParser } from '../../src/verilog/parser.ts';
import { DETECTOR } from '../verilog/mutate/designs.ts';
import { PATTERNS } from './patterns.ts';

let simulator: Simulator;

beforeAll(async () => {
  await loadParser();
  simulator = await openSimulator({ lanes: 1 });
});

afterAll(() => simulator.close());

/** Feeds `DETECTOR` a sequence of bits; the model counts ones. */
const detectorTestbench = (inputs: string): string => `module tb;
  reg clk = 0, rst = 1, x = 0;
  wire found;
  integer i, ones = 0, errors = 0;
  reg [${inputs.length - 1}:0] inputs = ${inputs.length}'b${inputs};
  detector dut(.clk(clk), .rst(rst), .x(x), .found(found));
  always #5 clk = ~clk;
  initial begin
    repeat (2) @(negedge clk);
    rst = 0;
    for (i = ${inputs.length - 1}; i >= 0; i = i - 1) begin
      x = inputs[i];
      @(negedge clk) ones = x ? ones + 1 : 0;
      if (found !== (ones >= 2)) errors = errors + 1;
    end
    if (errors == 0) $display("TEST PASSED"); else $display("TEST FAILED");
    $finish;
  end
endmodule
`;

const coverageOf = (inputs: string, design = DETECTOR): Promise<MachineCoverage[]> =>
  measureStateCoverage(
    simulator,
    judgeOf([{ name: 'tb.v', text: detectorTestbench(inputs) }], PATTERNS),
    [{ name: 'design.v', text: design }],
    ['detector'],
  );

it('a machine is covered as far as the inputs lead', async () => {
  expect(await coverageOf('0011101010')).toEqual([
    {
      module: 'detector',
      stateRegister: 'state',
      states: 3,
      transitions: 6,
      statesVisited: 3,
      transitionsVisited: 6,
      missing: [],
    },
  ]);
  expect((await coverageOf('0101010'))[0]).toMatchObject({
    statesVisited: 2,
    transitionsVisited: 3,
    missing: ['TWO', 'ONE -> TWO', 'TWO -> TWO', 'TWO -> IDLE'],
  });
});

it('a step that only the reset makes is none of the machine', async () => {
  const resetInTwo = detectorTestbench('01100').replace('x = inputs[i];', 'x = inputs[i]; rst = i == 1;');
  const [machine] = await measureStateCoverage(
    simulator,
    judgeOf([{ name: 'tb.v', text: resetInTwo }], PATTERNS),
    [{ name: 'design.v', text: DETECTOR }],
    ['detector'],
  );
  expect(machine?.missing).toContain('TWO -> IDLE');
});

it('of an asynchronous reset too', async () => {
  const asynchronous = DETECTOR.replace('@(posedge clk)', '@(posedge clk or posedge rst)');
  const [machine] = await coverageOf('0011101010', asynchronous);
  expect(machine).toMatchObject({ states: 3, transitionsVisited: 6 });
});

it('a design without a machine, or one that does not compile, has no coverage', async () => {
  expect(
    await coverageOf('01', 'module detector(input clk, rst, x, output found); assign found = x; endmodule'),
  ).toEqual([]);
  expect(await coverageOf('01', DETECTOR.replace('output found', 'output lost'))).toEqual([]);
});

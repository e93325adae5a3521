import { afterAll, expect, test } from 'vitest';
import { openSimulator } from '../../src/eda/simulator.ts';
import { checkSelfAgreement } from '../../src/truth/self-agreement.ts';

const simulator = await openSimulator({ lanes: 2 });
afterAll(() => simulator.close());

const COUNTER = `module counter (input clk, rst, en, output reg [2:0] q, output full, output tied);
  assign full = q == 7;
  assign tied = 0;
  always @(posedge clk) if (rst) q <= 0; else if (en) q <= q + 1;
endmodule
`;

const check = (text: string, netlist: string, top = 'counter') =>
  checkSelfAgreement(simulator, {
    files: [{ name: 'design.sv', text }],
    top,
    netlist: { name: 'netlist.v', text: netlist },
  });

test('a design that agrees with its netlist; outputs that never change are told', async () => {
  const netlist = COUNTER.replace('q == 7', '&q').replace('if (en) q <= q + 1', 'q <= q + en');
  const found = await check(COUNTER, netlist);
  expect(found).toMatchObject({
    outcome: 'simulated',
    agrees: true,
    outputs: 3,
    unknownOutputs: [],
    constantOutputs: ['tied'],
    differingOutputs: [],
  });
  expect(found.samples).toBeGreaterThan(500);
});

test('a netlist that does something else is found out, by output', async () => {
  expect(await check(COUNTER, COUNTER.replace('q == 7', 'q == 6'))).toMatchObject({
    agrees: false,
    differingOutputs: ['full'],
  });
});

test('a netlist that does not compile does not agree', async () => {
  expect(await check(COUNTER, 'module counter (input clk); oops endmodule')).toMatchObject({ agrees: false });
});

test('a register that no reset reaches is unknown after reset', async () => {
  const forgetful = COUNTER.replace('if (rst) q <= 0; else if (en)', 'if (en)');
  expect((await check(forgetful, forgetful)).unknownOutputs).toEqual(['q', 'full']);
});

test('what no testbench can drive is unusable, with the reason', async () => {
  const bus =
    'interface bus; logic a; endinterface\nmodule top (bus b, output y); assign y = b.a; endmodule\n';
  expect(await check(bus, bus, 'top')).toMatchObject({
    outcome: 'unusable',
    agrees: false,
    reason: expect.stringMatching(/cannot be tried: .*syntax error/),
  });
});

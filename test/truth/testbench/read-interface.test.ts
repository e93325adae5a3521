import { expect, test } from 'vitest';
import { AWKWARD, BOTH_EDGES, COUNTER, DETECTOR, PAD, TWO_CLOCKS, WRAPPED } from './designs.ts';
import { interfaceOf, testSimulator } from './simulated.ts';

const simulator = await testSimulator();

test('widths are those of the elaborated design', async () => {
  const { ports, parameters } = await interfaceOf(simulator, COUNTER, { parameters: { WIDTH: '7' } });
  expect(ports.map(({ name, bits }) => `${name}:${bits}`)).toEqual(
    'clk:1 rst_n:1 en:1 load:1 d:7 q:7 full:1'.split(' '),
  );
  expect(parameters).toEqual({ WIDTH: '7' });
});

test('clock, reset with its polarity, and what is left is data', async () => {
  const design = await interfaceOf(simulator, COUNTER);
  expect(design.clocks).toEqual([{ name: 'clk', idle: 0, bothEdges: false }]);
  expect(design.resets).toEqual([{ name: 'rst_n', input: 0, active: 0, synchronous: false }]);
  expect(design.inputs.map(({ name, role }) => `${name} ${role}`)).toEqual([
    'rst_n reset',
    'en data',
    'load data',
    'd data',
  ]);
  expect(design.constants).toContain(9n);
});

test('several clocks, each with its own idle level', async () => {
  const { clocks } = await interfaceOf(simulator, TWO_CLOCKS);
  expect(clocks).toEqual([
    { name: 'wclk', idle: 0, bothEdges: false },
    { name: 'rclk', idle: 1, bothEdges: false },
  ]);
});

test('a clock of which both edges matter', async () => {
  const { clocks, resets } = await interfaceOf(simulator, BOTH_EDGES);
  expect(clocks).toEqual([{ name: 'clk', idle: 0, bothEdges: true }]);
  expect(resets).toEqual([]);
});

test('clock and reset are seen through instances, an inverted reset the other way round', async () => {
  const { top, clocks, resets, ports } = await interfaceOf(simulator, WRAPPED);
  expect(top).toBe('wrapped');
  expect(clocks.map(({ name }) => name)).toEqual(['clock']);
  expect(resets.map(({ name, active, synchronous }) => ({ name, active, synchronous }))).toEqual([
    { name: 'reset', active: 1, synchronous: false },
  ]);
  expect(ports.find(({ name }) => name === 'data')?.bits).toBe(8);
});

test('an inout port is driven and compared', async () => {
  const { inputs, outputs, clocks } = await interfaceOf(simulator, PAD);
  expect(clocks).toEqual([]);
  expect(inputs.find(({ name }) => name === 'pin')?.role).toBe('inout');
  expect(outputs.map(({ name }) => name)).toEqual(['i', 'pin']);
});

test('the state machine with its transitions', async () => {
  const { machines } = await interfaceOf(simulator, DETECTOR);
  expect(machines).toHaveLength(1);
  expect(machines[0]!.path).toBe('state');
  expect(machines[0]!.states.map(({ name }) => name)).toEqual(['IDLE', 'GOT1', 'GOT11', 'GOT110']);
  expect(machines[0]!.transitions).toContainEqual({ from: 'GOT11', to: 'GOT110' });
});

test('requests and answers are found by their names', async () => {
  const text =
    'module m(input clk, input in_valid, output in_ready, input start, output done);\n  assign in_ready = in_valid, done = start;\nendmodule';
  const { handshakes } = await interfaceOf(simulator, text);
  expect(handshakes).toContainEqual({ request: 'in_valid', response: 'in_ready' });
  expect(handshakes).toContainEqual({ request: 'start', response: 'done' });
});

test('escaped names are kept', async () => {
  const { outputs } = await interfaceOf(simulator, AWKWARD);
  expect(outputs.map(({ name }) => name.trim())).toEqual(['errors', '\\odd-name']);
});

test.each([
  ['module m(input a, output y);\n  missing u(a, y);\nendmodule', {}, /missing/],
  ['// nothing', {}, /no module/],
  ['module m(input a); endmodule', { top: 'other' }, /no module `other`, only m/],
  ['module m(input a, output y); assign y = a; initial $finish; endmodule', {}, /ends the simulation/],
])('a reference that cannot be used says why', async (text, options, why) => {
  await expect(interfaceOf(simulator, text, options)).rejects.toMatchObject({
    code: 'REFERENCE_UNUSABLE',
    message: expect.stringMatching(why),
  });
});

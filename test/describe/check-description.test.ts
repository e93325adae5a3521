import { beforeAll, describe, expect, test } from 'vitest';
import { checkDescription } from '../../src/describe/check-description.ts';
import type { ModuleFacts } from '../../src/describe/module-facts.ts';
import { factsOf, TRAFFIC_LIGHT } from './traffic-light.ts';

let facts: ModuleFacts;
beforeAll(async () => {
  facts = await factsOf(TRAFFIC_LIGHT);
});

const TRUE_TEXTS = [
  'A controller for a traffic light with three states: red, green and yellow.',
  'The `traffic_light` module is clocked on the rising edge of `clk` and has an active-low asynchronous reset `rst_n`.',
  'When `rst_n` is asserted low, the machine returns to `RED`. The 2-bit output `light` shows the state.',
  'It reads the 4-bit input `speed`, and counts cycles in an 8-bit counter that drives `cycles`.',
  '`cycles[7:0]` wraps after 255. The lower 4 bits of `cycles` are of no special meaning.',
  'The module has 4 inputs and 2 outputs. It reacts to a falling edge of nothing.',
  'In the green state two states can follow; the next state depends on `car_waiting`.',
  'FSM with 3 states (RED, GREEN, YELLOW), updated at each positive clock edge.',
];

const FALSE_TEXTS: [string, string][] = [
  ['The 3-bit output `light` shows the state.', 'width'],
  ['`speed` is 8 bits wide.', 'width'],
  ['It keeps a 32-bit time stamp.', 'width'],
  ['The output `cycles[15:0]` counts.', 'width'],
  ['It has an active-high asynchronous reset `rst_n`.', 'reset_polarity'],
  ['The synchronous reset `rst_n` clears it.', 'reset_kind'],
  ['Everything happens on the falling edge of `clk`.', 'clock_edge'],
  ['The controller is a five-state machine.', 'state_count'],
  ['It has 7 outputs.', 'port_count'],
  ['The output `car_waiting` tells whether a car waits.', 'direction'],
  ['A `walk_button` lets people cross.', 'unknown_name'],
  ['It also drives error_code for the operator.', 'unknown_name'],
];

describe('texts that are true of the module', () => {
  test.each(TRUE_TEXTS)('%s', (text) => {
    expect(checkDescription(text, 'summary', facts)).toEqual({ grade: 'sound', faults: [] });
  });
});

describe('texts that the module contradicts', () => {
  test.each(FALSE_TEXTS)('%s', (text, check) => {
    const { grade, faults } = checkDescription(text, 'summary', facts);
    expect(faults.map((fault) => fault.check)).toEqual([check]);
    expect(grade).toBe('false');
  });
});

describe('texts that are of no use', () => {
  test.each([
    ['I am sorry, but I cannot describe this module.', 'refusal'],
    ['', 'refusal'],
    ['The module does this:\n```verilog\nassign cycles = count;\n```', 'leaked_code'],
    ['It holds its state:\nstate <= next;\nand shows it.', 'leaked_code'],
    [
      'Das Modul steuert eine Ampel, und wenn ein Auto wartet, wird die Ampel für dieses Auto grün geschaltet.',
      'language',
    ],
    ['交通灯控制器,有三个状态,时钟上升沿更新。', 'language'],
  ])('%s', (text, check) => {
    const { grade, faults } = checkDescription(text, 'summary', facts);
    expect(faults.map((fault) => fault.check)).toContain(check);
    expect(grade).toBe('unusable');
  });

  test('too near to a benchmark', () => {
    const nearBenchmark = { benchmark: 'own', problem: 'p1', score: 0.9 };
    expect(checkDescription('A light.', 'line', facts, { nearBenchmark }).grade).toBe('unusable');
  });
});

test('a specification that forgets ports is flawed, a summary may', () => {
  const text = 'It drives `light` from `clk` and `rst_n`.';
  expect(checkDescription(text, 'specification', facts).faults).toMatchObject([
    {
      check: 'port_not_named',
      weight: 'flaw',
      reason: 'ports that are not named: car_waiting, speed, cycles',
    },
  ]);
  expect(checkDescription(text, 'summary', facts).grade).toBe('sound');
});

test('names of the closure may be spoken of', () => {
  const text = 'It is used by `crossing_top`.';
  expect(checkDescription(text, 'line', facts, { knownNames: new Set(['crossing_top']) }).grade).toBe(
    'sound',
  );
});

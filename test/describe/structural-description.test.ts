import { expect, test } from 'vitest';
import { checkDescription } from '../../src/describe/check-description.ts';
import { GRAINS } from '../../src/describe/grain.ts';
import { describeStructure } from '../../src/describe/structural-description.ts';
import { factsOf, TRAFFIC_LIGHT } from './traffic-light.ts';

test('a specification says what structure proves, and names every port', async () => {
  const facts = await factsOf(TRAFFIC_LIGHT);
  const text = describeStructure(facts, 'specification') ?? '';
  for (const sentence of [
    '- `speed`: input, 4 bits.',
    '- `rst_n`: input, 1 bit; a reset.',
    '- `HOLD`, by default `4`.',
    'Registers change at the rising edge of clock `clk`.',
    'Reset `rst_n` is asynchronous and active low; it sets',
    'State register `state` has 3 states: `RED`, `GREEN` and `YELLOW`. After reset it is in `RED`.',
    '- From `RED` to `GREEN` when `car_waiting`.',
    'Register `count` (8 bits) counts.',
  ]) {
    expect(text).toContain(sentence);
  }
  for (const { name } of facts.ports) expect(text).toContain(`\`${name}\``);
});

test('what it writes stands its own checks, in every grain', async () => {
  const facts = await factsOf(TRAFFIC_LIGHT);
  const texts = GRAINS.flatMap((grain) => {
    const text = describeStructure(facts, grain);
    return text === undefined ? [] : [{ grain, text }];
  });
  expect(texts.map(({ grain }) => grain)).toEqual(['line', 'summary', 'specification', 'blocks']);
  for (const { grain, text } of texts) expect(checkDescription(text, grain, facts).faults).toEqual([]);
});

test('blocks are tied to their lines', async () => {
  const text = describeStructure(await factsOf(TRAFFIC_LIGHT), 'blocks') ?? '';
  expect(text.split('\n')[0]).toBe(
    'Lines 12 to 14: sequential block at posedge `clk` and negedge `rst_n` sets `state`.',
  );
});

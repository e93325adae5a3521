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
    'Register `count` (8 bits) counts up.',
  ]) {
    expect(text).toContain(sentence);
  }
  for (const { name } of facts.ports) expect(text).toContain(`\`${name}\``);
});

test.each([
  ['a step that is a signal adds up, and does not count', 'q <= q + d;', [], ['counts']],
  ['a bit is counted', 'q <= q + en;', ['Register `q` (8 bits) counts up.'], []],
  ['both ways', "if (en) q <= q + 1; else q <= q - 8'd2;", ['counts up and down.'], []],
  [
    'a loop compares nothing',
    'for (i = 0; i < 8; i = i + 1) q[i] <= d[7 - i];',
    ['sets `q`.'],
    ['less-than', '`i`'],
  ],
  [
    'a reset of parts of a constant names them all',
    "if (rst) {q, p} <= 9'h1; else q <= d;",
    ['it sets `q` and `p`'],
    [],
  ],
])('%s', async (_, body, said, unsaid) => {
  const text = `module m(input clk, input rst, input en, input [7:0] d, output reg [7:0] q, output reg p);
  integer i;
  always @(posedge clk) begin ${body} end
endmodule`;
  const facts = await factsOf(text);
  const written = `${describeStructure(facts, 'specification')}\n${describeStructure(facts, 'blocks')}`;
  for (const sentence of said) expect(written).toContain(sentence);
  for (const sentence of unsaid) expect(written).not.toContain(sentence);
});

test('a latch is told, and one line is one line', async () => {
  const facts = await factsOf(
    'module m(input g, input d, output reg q);\nalways @(*) if (g) q = d;\nendmodule',
  );
  expect(describeStructure(facts, 'summary')).toContain('`q` is latched.');
  expect(describeStructure(facts, 'blocks')).toBe('Line 2: latch block sets `q`.');
  const several = await factsOf(
    'module m(input g, input d, output reg q, output reg p);\nalways @(*) begin p = d; if (g) q = d; end\nendmodule',
  );
  expect(describeStructure(several, 'summary')).not.toContain('latched');
});

test('a module of instances is not called combinational, and an array that is reset is named once', async () => {
  const wrapper = await factsOf('module m(input clk, output q);\nflop u0(.clk(clk), .q(q));\nendmodule');
  expect(describeStructure(wrapper, 'line')).toContain('is without registers of its own:');
  const memory = await factsOf(`module m(input clk, input rst, input [1:0] d, output [1:0] q);
  reg [1:0] r [0:1];
  always @(posedge clk) if (rst) begin r[0] <= 2'd1; r[1] <= 2'd2; end else r[0] <= d;
  assign q = r[1];
endmodule`);
  expect(describeStructure(memory, 'summary')).not.toMatch(/`r`.*`r` to|`r`, `r`/);
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

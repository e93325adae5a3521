import { afterAll, beforeAll, expect, it } from 'vitest';
import type { SourceFile } from '../../src/eda/simulator.ts';
import { openToolbox, type Toolbox } from '../../src/eda/toolbox.ts';
import { proveSame } from '../../src/truth/prove-same.ts';
import { loadParser } from '../../src/verilog/parser.ts';
import { COUNTER, LOGIC } from '../verilog/mutate/designs.ts';

let toolbox: Toolbox;

beforeAll(async () => {
  await loadParser();
  toolbox = await openToolbox({ lanes: 1 });
});

afterAll(() => toolbox.close());

const files = (text: string): SourceFile[] => [{ name: 'design.v', text }];
const prove = (reference: string, candidate: string) =>
  proveSame(toolbox, files(reference), files(candidate));

it('proves another way to write the same', async () => {
  const rewritten = LOGIC.replace('a + b', 'b + a').replace('s ? sum', '(s == 1) ? sum');
  expect(await prove(LOGIC, rewritten)).toMatchObject({ outcome: 'equivalent', how: 'proved (induction)' });
});

it('shows inputs where designs differ', async () => {
  const { outcome, how } = await prove(LOGIC, LOGIC.replace('a + b', 'a - b'));
  expect(outcome).toBe('different');
  expect(how).toMatch(/^counterexample.*\d/);
});

it('takes a module of another name where it is the only one, and drives the reset of the reference', async () => {
  const renamed = COUNTER.replace('module counter', 'module answer').replace("count + 4'd1", "count - 4'd15");
  expect((await prove(COUNTER, renamed)).outcome).toBe('equivalent');
  const wrong = await prove(COUNTER, COUNTER.replace("4'd3", "4'd2"));
  expect(wrong.outcome).toBe('different');
});

it('an initial value where the reference leaves it open is no difference, another one is', async () => {
  const register = (initial: string): string =>
    `module top(input clk, input d, output reg q);${initial} always @(posedge clk) q <= d; endmodule\n`;
  const one = register(" initial q = 1'b1;");
  for (const open of [register(''), register(" initial q = 1'hx;")])
    expect(await prove(open, one)).toMatchObject({
      outcome: 'undecided',
      how: 'no proof: they differ only while registers are unknown',
    });
  expect((await prove(register(" initial q = 1'b0;"), one)).outcome).toBe('different');
  expect((await prove(register(''), one.replace('q <= d', 'q <= ~d'))).outcome).toBe('different');
});

it('decides nothing where a top is not clear or there is no Yosys', async () => {
  expect((await prove(`${COUNTER}${LOGIC}`, COUNTER)).how).toBe(
    'no proof: the top of the reference is not clear',
  );
  expect((await prove(COUNTER, 'not verilog')).how).toBe('no proof: the top of the design is not clear');
  const without = { ...toolbox, yosysVersion: undefined };
  expect(await proveSame(without, files(COUNTER), files(COUNTER))).toEqual({
    outcome: 'undecided',
    how: 'no proof: Yosys is not installed',
  });
});

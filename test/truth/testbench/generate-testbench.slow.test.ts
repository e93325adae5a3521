import { afterAll, expect, test } from 'vitest';
import { openStrengthTools } from '../../../src/truth/strength-tools.ts';
import { generateTestbench } from '../../../src/truth/testbench/generate-testbench.ts';
import { PATTERNS } from '../patterns.ts';

const tools = await openStrengthTools({ lanes: 2 });
afterAll(() => tools.close());

const TIMER = `module timer(input clk, input rst, input start, output reg ring);
  reg [9:0] left;
  always @(posedge clk)
    if (rst) begin left <= 0; ring <= 0; end
    else begin
      ring <= left == 1;
      if (start) left <= 700;
      else if (left != 0) left <= left - 1;
    end
endmodule
`;

test('a timer that runs out after hundreds of cycles makes the stimuli longer', async () => {
  const { strength, cycles } = await generateTestbench(tools, {
    files: [{ name: 'design.sv', text: TIMER }],
    patterns: PATTERNS,
    mutants: 40,
  });
  expect(strength.survivors).toEqual([]);
  expect(strength.score).toBe(1);
  expect(cycles).toBeGreaterThan(700);
}, 300_000);

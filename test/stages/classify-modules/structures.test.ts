import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { scratchContext, scratchFolder } from '../../support/scratch.ts';
import { runSteps } from '../../support/stage-run.ts';

const COUNTER = `module counter #(parameter W = 4) (input clk, rst, output reg [W-1:0] q);
  always @(posedge clk) if (rst) q <= 0; else q <= q + 1;
endmodule`;

test('what a module is made of is stored by its text, without its assignments', async () => {
  const context = await scratchContext();
  const folder = scratchFolder();
  writeFileSync(join(folder, 'counter.v'), COUNTER);
  const steps = ['parse', 'closure', 'classify-modules'].map((stage) => [stage] as [string]);
  await runSteps(context, ['gather', { sources: [folder] }], ...steps);
  const rows = await context.warehouse.rows<{ structure: string }>(
    'SELECT structure FROM fact.module_structures JOIN fact.parsed_modules USING (module_sha256)',
  );
  expect(rows).toHaveLength(1);
  const structure = JSON.parse(rows[0]!.structure) as Record<string, unknown>;
  expect(structure).toMatchObject({
    name: 'counter',
    parameterValues: { W: '4' },
    clocks: [{ signal: 'clk', edge: 'posedge' }],
    resets: [{ signal: 'rst', polarity: 'high', synchronous: true }],
  });
  expect(structure).not.toHaveProperty('assignments');
});

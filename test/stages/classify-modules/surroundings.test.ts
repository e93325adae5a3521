import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { StageContext } from '../../../src/engine/stage.ts';
import { scratchContext, scratchFolder } from '../../support/scratch.ts';
import { runSteps } from '../../support/stage-run.ts';

const FIFO = `module q7 #(parameter W = 8) (input clk, put, get, input [W-1:0] d, output [W-1:0] q);
  reg [W-1:0] store [0:15]; reg [3:0] head, tail;
  always @(posedge clk) begin if (put) begin store[head] <= d; head <= head + 1; end if (get) tail <= tail + 1; end
  assign q = store[tail];
endmodule`;
const SHELL = `module w2 (input clk, put, get, input [7:0] d, output [7:0] q);
  q7 inner (.clk(clk), .put(put), .get(get), .d(d), .q(q));
endmodule`;
const OUTER = `module w3 (input clk, put, get, input [7:0] d, output [7:0] q);
  w2 inner (.clk(clk), .put(put), .get(get), .d(d), .q(q));
endmodule`;
const FLAG = 'module flag (input clk, d, output reg q); always @(posedge clk) q <= d; endmodule';

const STAGES = ['screen', 'parse', 'closure', 'classify-modules'].map((stage) => [stage] as [string]);

async function domains(context: StageContext): Promise<Record<string, string>> {
  const rows = await context.warehouse.rows<{ place: string; domain: string }>(
    `SELECT path || ' ' || name AS place, domain FROM curated.corpus_modules
     JOIN curated.module_netlists USING (module_id, module_sha256)
     JOIN fact.module_classes USING (module_sha256, netlist, surroundings)`,
  );
  return Object.fromEntries(rows.map(({ place, domain }) => [place, domain]));
}

function writeFiles(folder: string, files: Record<string, string>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

test('a shell is what it wraps, level by level, and a changed part changes what is made of it', async () => {
  const context = await scratchContext();
  const folder = scratchFolder();
  writeFiles(folder, { 'q7.v': FIFO, 'w2.v': SHELL, 'w3.v': OUTER });
  await runSteps(context, ['gather', { sources: [folder] }], ...STAGES);
  expect(await domains(context)).toEqual({ 'q7.v q7': 'memory', 'w2.v w2': 'memory', 'w3.v w3': 'memory' });
  const again = await runSteps(context, ...STAGES.slice(-1));
  expect(again.at(-1)!.added).toBe(0);

  writeFiles(folder, {
    'q7.v': FLAG.replace('flag (input clk, d', 'q7 (input clk, put, get, input [7:0] d'),
  });
  await runSteps(context, ['gather', { sources: [folder] }], ...STAGES);
  expect(await domains(context)).toEqual({
    'q7.v q7': 'register',
    'w2.v w2': 'register',
    'w3.v w3': 'register',
  });
});

test('the same text is a design here and a model for tests there', async () => {
  const context = await scratchContext();
  const folder = scratchFolder();
  writeFiles(folder, { 'rtl/flag.v': FLAG, 'bench/flag.v': FLAG });
  await runSteps(context, ['gather', { sources: [folder] }], ...STAGES);
  expect(await domains(context)).toEqual({
    'rtl/flag.v flag': 'register',
    'bench/flag.v flag': 'verification',
  });
});

test('of two parts with one name, the nearer speaks; modules that contain each other are classified', async () => {
  const context = await scratchContext();
  const folder = scratchFolder();
  writeFiles(folder, {
    'a/q7.v': FIFO,
    'a/w2.v': SHELL,
    'b/q7.v': FLAG.replace('flag (input clk, d', 'q7 (input clk, put, get, input [7:0] d'),
    'b/w2.v': SHELL,
    'c/x.v': 'module x (input a, output b); y y1 (.a(a), .b(b)); endmodule',
    'c/y.v': 'module y (input a, output b); x x1 (.a(a), .b(b)); endmodule',
  });
  await runSteps(context, ['gather', { sources: [folder] }], ...STAGES);
  const said = await domains(context);
  expect([said['a/w2.v w2'], said['b/w2.v w2']]).toEqual(['memory', 'register']);
  expect(said['c/x.v x']).toBeDefined();
});

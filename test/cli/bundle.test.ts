import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { SILENT } from '../../src/engine/progress.ts';
import { stageContext } from '../../src/engine/stage-context.ts';
import { Warehouse } from '../../src/warehouse/warehouse.ts';
import { commandLine } from '../support/command-line.ts';
import { PROJECT_ROOT } from '../support/quarry.ts';
import { scratchFolder } from '../support/scratch.ts';
import { runSteps } from '../support/stage-run.ts';

const folder = scratchFolder();
const path = join(folder, 'w.duckdb');
let ids: Record<string, string> = {};

beforeAll(async () => {
  const design = join(folder, 'design');
  mkdirSync(design);
  writeFileSync(join(design, 'top.v'), 'module top (input a, output y);\n  leaf u (a, y);\nendmodule\n');
  writeFileSync(join(design, 'leaf.v'), 'module leaf (input a, output y);\n  assign y = ~a;\nendmodule\n');
  writeFileSync(join(design, 'bad.v'), 'module bad (input a); assign = ; endmodule\n');
  const warehouse = await Warehouse.open(path);
  try {
    const context = stageContext({ warehouse, progress: SILENT, projectRoot: PROJECT_ROOT });
    await runSteps(context, ['gather', { sources: [design] }], ['parse'], ['closure'], ['curate']);
    const rows = await warehouse.rows<{ name: string; module_id: string }>(
      'SELECT name, module_id FROM report.modules',
    );
    ids = Object.fromEntries(rows.map((row) => [row.name, row.module_id]));
  } finally {
    await warehouse.close();
  }
});

const bundle = (...args: string[]) => commandLine(['bundle', ...args, '--warehouse', path]);

test('prints the module with what it needs, headed by where it comes from', async () => {
  const { status, stdout } = await bundle(ids['top']!.slice(0, 12));
  expect(status).toBe(0);
  expect(stdout).toMatch(/^\/\/ module top, from design at \w+, top\.v, lines 1 to 3\n/);
  expect(stdout).toMatch(/\/\/ ---- leaf\.v\nmodule leaf [\s\S]*\/\/ ---- top\.v\nmodule top /);
});

test('writes a file and says how to compile it', async () => {
  const file = join(folder, 'top.sv');
  const { stdout } = await bundle(ids['top']!, '--output', file);
  expect(stdout).toBe(`${file}: iverilog -g2012 -o ${file}.vvp ${file}\n`);
  expect(readFileSync(file, 'utf8')).toContain('module leaf');
});

test('--json gives the same with the facts around it', async () => {
  const { stdout } = await bundle(ids['leaf']!, '--json');
  expect(JSON.parse(stdout)).toMatchObject({
    name: 'leaf',
    way: 'alone',
    front_end: 'iverilog',
    source: expect.stringContaining('assign y = ~a;'),
  });
});

test('a module that does not compile, and an id that nothing has, are told', async () => {
  const bad = await bundle(ids['bad']!);
  expect([bad.status, bad.stderr]).toEqual([
    1,
    expect.stringContaining('error NOT_FOUND: The module bad has no bundle'),
  ]);
  expect((await bundle('ffff0000')).stderr).toContain('No module begins with this id: ffff0000');
});

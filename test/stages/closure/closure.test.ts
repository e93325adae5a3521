import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { keyHash } from '../../../src/core/content-hash.ts';
import { openSimulator } from '../../../src/eda/simulator.ts';
import { readModuleBundle } from '../../../src/report/module-bundle.ts';
import { bundleSource } from '../../../src/verilog/closure/bundle-source.ts';
import { scratchContext, scratchFolder } from '../../support/scratch.ts';
import { runSteps } from '../../support/stage-run.ts';

const FILES: Record<string, string> = {
  'rtl/top.v':
    '`include "sizes.vh"\nmodule top (input [`W-1:0] a, output [`W-1:0] y); inverter u (a, y); endmodule\n',
  'rtl/inverter.v': 'module inverter (input [7:0] a, output [7:0] y); assign y = ~a; endmodule\n',
  'rtl/include/sizes.vh': '`define W 8\n',
  'rtl/vendor.v': 'module vendor (input c, output q); VENDOR_FF u (.C(c), .Q(q)); endmodule\n',
  'rtl/modern.sv':
    "module modern #(parameter type T = logic [3:0]) (input T a, output T y); assign y = T'(a); endmodule\n",
  'rtl/broken.v': 'module broken (input a); assign = ; endmodule\n',
  'other/inverter.v': 'module inverter (input a, output y); not (y, a); endmodule\n',
};

const context = await scratchContext();
const folder = join(scratchFolder(), 'design');

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

const mine = async () => {
  const outcomes = await runSteps(
    context,
    ['gather', { sources: [folder] }],
    ['parse'],
    ['closure'],
    ['curate'],
  );
  return { parsed: outcomes[1]!.added, closed: outcomes[2]!.added, counts: outcomes[2]! };
};

const modules = () =>
  context.warehouse.rows<Record<string, unknown>>('FROM curated.modules ORDER BY path, position');

let first: Awaited<ReturnType<typeof mine>>;
beforeAll(async () => {
  for (const [path, text] of Object.entries(FILES)) write(path, text);
  first = await mine();
});

test('every module is tried once and ends with a bundle or a reason', async () => {
  expect(first).toMatchObject({ parsed: 7, closed: 6, counts: { rowsIn: 6, kept: 5, rejected: 1 } });
  const found = (await modules()).map((row) => [
    row['path'],
    row['way'],
    row['front_end'],
    row['compiles_alone'],
    row['reason'],
  ]);
  expect(found).toEqual([
    ['other/inverter.v', 'alone', 'iverilog', true, null],
    ['rtl/broken.v', null, null, false, 'does not compile: syntax_error'],
    ['rtl/inverter.v', 'alone', 'iverilog', true, null],
    ['rtl/modern.sv', 'alone', 'verilator', true, null],
    ['rtl/top.v', 'closure', 'iverilog', false, null],
    ['rtl/vendor.v', 'closure', 'iverilog', false, null],
  ]);
});

test('module ids are keyHash over origin and place', async () => {
  const [row] = (await modules()).filter(({ name }) => name === 'top');
  expect(row!['module_id']).toBe(keyHash('module', String(row!['repo']), 'rtl/top.v', '0', 'top', '0'));
});

test('a bundle is one source that compiles without an include path; stubs are marked', async () => {
  const simulator = await openSimulator({ lanes: 1 });
  try {
    for (const row of (await modules()).filter(({ front_end }) => front_end === 'iverilog')) {
      const bundle = await readModuleBundle(context.warehouse, String(row['module_id']));
      const design = [{ name: 'bundle.sv', text: bundleSource(bundle.parts) }];
      const result = await simulator.run({ testbench: [], design, simulate: false });
      expect(result.compile?.outcome).toBe('ok');
      expect(bundle.stubs).toEqual(row['name'] === 'vendor' ? ['VENDOR_FF'] : []);
    }
  } finally {
    await simulator.close();
  }
});

test('a module without a bundle is told with the tool’s words', async () => {
  const [row] = (await modules()).filter(({ name }) => name === 'broken');
  await expect(readModuleBundle(context.warehouse, String(row!['module_id']))).rejects.toMatchObject({
    code: 'NOT_FOUND',
    where: expect.stringContaining('rtl/broken.v:1'),
    next: expect.stringContaining('syntax error'),
  });
});

test('a second run over the same files parses nothing and tries nothing', async () => {
  expect(await mine()).toMatchObject({ parsed: 0, closed: 0 });
});

test('a run that was killed before it closed a repository tries nothing again', async () => {
  const before = await modules();
  await context.warehouse.run('DELETE FROM fact.closed_repositories; DELETE FROM fact.module_closures');
  expect(await mine()).toMatchObject({ closed: 0 });
  expect(await modules()).toEqual(before);
});

test('one changed file tries again only what depends on it, and going back costs nothing', async () => {
  const before = await modules();
  write(
    'rtl/inverter.v',
    "module inverter (input [7:0] a, output [7:0] y); assign y = a ^ 8'hff; endmodule\n",
  );
  expect(await mine()).toMatchObject({ parsed: 1, closed: 2 });
  write('rtl/inverter.v', FILES['rtl/inverter.v']!);
  expect(await mine()).toMatchObject({ parsed: 0, closed: 0 });
  const bundles = (rows: Record<string, unknown>[]) =>
    rows.map((row) => [row['module_id'], row['bundle_sha256']]);
  expect(bundles(await modules())).toEqual(bundles(before));
});

test('a file that is gone takes its modules with it', async () => {
  rmSync(join(folder, 'rtl/inverter.v'));
  expect(await mine()).toMatchObject({ parsed: 0, closed: 1 });
  const [top] = (await modules()).filter(({ name }) => name === 'top');
  expect(top).toMatchObject({ compiles_closure: true, stubs: '[]' });
});

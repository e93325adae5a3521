import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { commandLine } from '../support/command-line.ts';
import { scratchFolder } from '../support/scratch.ts';
import { INVERTER, INVERTER_TESTBENCH } from '../support/trace-files.ts';

const folder = scratchFolder();
const file = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
const rtl = file('dut.v', INVERTER);
const strong = file('tb.v', INVERTER_TESTBENCH);
const weak = file(
  'weak_tb.v',
  INVERTER_TESTBENCH.replace("a = 1; #1 if (y !== 1'b0) errors = errors + 1;", ''),
);

test('a strong testbench: exit 0, figures that a person reads', async () => {
  const { status, stdout, stderr } = await commandLine(['strength', rtl, strong]);
  expect([status, stderr]).toEqual([0, '']);
  expect(stdout).toMatch(/^testbench for dut: strong\n/);
  expect(stdout).toContain('score     100.0 %, 95 % interval ');
  expect(stdout).toContain(
    'stubs     tie_0 rejected, tie_1 rejected, unknown rejected, pass_printer rejected',
  );
});

test('a weak one: exit 1, and why', async () => {
  const { status, stdout } = await commandLine(['strength', rtl, weak]);
  expect(status).toBe(1);
  expect(stdout).toMatch(/^testbench for dut: WEAK: it accepts a design whose outputs are all 1/);
});

test('--json has all of it', async () => {
  const { stdout } = await commandLine(['strength', rtl, weak, '--json', '--limit', '1']);
  expect(JSON.parse(stdout)).toMatchObject({
    top: 'dut',
    mutants: 1,
    weaknesses: ['it accepts a design whose outputs are all 1'],
    sandbox: 'bubblewrap',
  });
});

test('files that do not belong together are a mistake of usage', async () => {
  const other = file('other.v', INVERTER.replace('module dut', 'module other'));
  const { status, stderr } = await commandLine(['strength', other, strong]);
  expect([status, stderr.split(':')[0]]).toEqual([2, 'error TOP_UNKNOWN']);
  expect((await commandLine(['strength', rtl, strong, '--limit', '0'])).status).toBe(2);
  expect((await commandLine(['strength', rtl, strong, '--at-least', '2'])).status).toBe(2);
});

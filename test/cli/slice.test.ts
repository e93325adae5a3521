import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { commandLine } from '../support/command-line.ts';
import { scratchFolder } from '../support/scratch.ts';
import { COUNTER } from '../truth/testbench/designs.ts';

const folder = scratchFolder();
const file = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
const counter = file('counter.v', COUNTER);

test('quarry slice shows what drives an output, with lines and ranges, and the proof', async () => {
  const { status, stdout } = await commandLine(['slice', counter, '--output', 'q', '--prove']);
  expect(status).toBe(0);
  expect(stdout).toMatch(/^output +q of module counter$/m);
  expect(stdout).toMatch(/^coupled +by state with full \(q\)$/m);
  expect(stdout).toMatch(/^proof +proved by induction/m);
  expect(stdout).toMatch(/^ 7 \| {5}if \(!rst_n\) q <= 0;$/m);
  expect(stdout).not.toContain('assign full');
  expect(stdout).toMatch(/^ranges +frame 0-\d+, /m);
});

test('--json gives every output with its ranges, unproved without --prove', async () => {
  const { status, stdout } = await commandLine(['slice', counter, '--json']);
  expect(status).toBe(0);
  const slices = JSON.parse(stdout) as { output: string; files: { spans: object[] }[] }[];
  expect(slices).toMatchObject([
    {
      module: 'counter',
      output: 'q',
      level: 'minimal',
      proof: null,
      coupled: [{ output: 'full', through: ['q'] }],
    },
    { output: 'full', given_up: [] },
  ]);
  expect(slices[0]!.files[0]!.spans).toContainEqual({
    start: expect.any(Number),
    end: expect.any(Number),
    kind: 'driver',
  });
});

test('exit 1 where a slice cannot be proved', async () => {
  const unknown = file('unknown.v', 'module m(input a, output x); cell_of_a_vendor u(a, x); endmodule');
  const { status, stdout } = await commandLine(['slice', unknown, '--prove']);
  expect(status).toBe(1);
  expect(stdout).toMatch(/^proof +unprovable: .*cell_of_a_vendor/m);
});

test('what cannot be sliced, and outputs and modules that are not there', async () => {
  const broken = await commandLine(['slice', file('broken.v', 'module m(input a; endmodule')]);
  expect([broken.status, broken.stderr]).toEqual([1, expect.stringContaining('error DESIGN_UNREADABLE')]);
  const output = await commandLine(['slice', counter, '--output', 'p']);
  expect([output.status, output.stderr]).toEqual([1, expect.stringContaining('There is no output `p`')]);
  const top = await commandLine(['slice', counter, '--top', 'timer']);
  expect([top.status, top.stderr]).toEqual([2, expect.stringContaining('Choose by --top: counter')]);
});

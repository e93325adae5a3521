import { afterAll, expect, test } from 'vitest';
import { synthesize } from '../../src/eda/synthesize.ts';
import { synthesizeMany } from '../../src/eda/synthesize-many.ts';
import { openToolbox, type Toolbox } from '../../src/eda/toolbox.ts';

const box = await openToolbox({ lanes: 2 });
afterAll(() => box.close());

const design = (top: string, body: string) => ({
  top,
  files: [
    { name: `${top}.sv`, text: `module ${top} (input clk, a, b, output reg q);\n${body}\nendmodule\n` },
  ],
});
const small = (top: string) => design(top, 'always @(posedge clk) q <= a & b;');
const broken = design('broken', 'missing u (.a(a));');
/** Long enough to go alone. */
const large = design('large', `// ${'x'.repeat(40_000)}\nalways @(posedge clk) q <= a ^ b;`);

/** Files of each process that was started. */
async function filesByProcess(jobs: Parameters<typeof synthesizeMany>[1]) {
  const processes: number[] = [];
  const counted: Toolbox = {
    ...box,
    yosys: (job) => {
      processes.push(job.files.length);
      return box.yosys(job);
    },
  };
  const syntheses = await synthesizeMany(counted, jobs);
  return { syntheses, processes: processes.sort() };
}

test('small designs share a process, a long one goes alone, each with what it gives by itself', async () => {
  const jobs = [small('one'), large, small('two'), small('three')];
  const { syntheses, processes } = await filesByProcess(jobs);
  expect(processes).toEqual([1, 3]);
  const alone = await Promise.all(jobs.map((job) => synthesize(box, job)));
  const figures = ({ netlist: _, ...rest }: (typeof alone)[number]) => rest;
  expect(syntheses.map((one) => figures(one!))).toEqual(alone.map(figures));
});

test('a design that fails takes no other with it', async () => {
  const { syntheses, processes } = await filesByProcess([small('one'), broken, small('two'), small('three')]);
  expect(syntheses.map((one) => one?.outcome)).toEqual(['ok', 'failed', 'ok', 'ok']);
  // All together up to the failure, that alone, the rest together.
  expect(processes).toEqual([1, 2, 4]);
});

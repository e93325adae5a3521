import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import type { Toolbox, ToolboxOptions } from '../../../src/eda/toolbox.ts';
import { SILENT } from '../../../src/engine/progress.ts';
import { proveStage } from '../../../src/stages/prove/stage.ts';
import { scratchContext, scratchFolder } from '../../support/scratch.ts';
import { runSteps } from '../../support/stage-run.ts';

const machine = vi.hoisted(() => ({ isBusy: true }));

/** A Yosys that sleeps over the module `waits` for as long as the machine is busy. */
vi.mock('../../../src/eda/toolbox.ts', async (original) => {
  const { openToolbox } = await original<{ openToolbox: (options: ToolboxOptions) => Promise<Toolbox> }>();
  const open = async (options: ToolboxOptions): Promise<Toolbox> => {
    const box = await openToolbox(options);
    const sleeping = { script: "exec -q -- sh -c 'sleep 20'", wallSeconds: 0.1 };
    return {
      ...box,
      yosys: (job) =>
        box.yosys(
          machine.isBusy && job.files.some(({ text }) => text.includes('module waits'))
            ? { ...job, ...sleeping }
            : job,
        ),
    };
  };
  return { openToolbox: open };
});

const warnings: string[] = [];
const context = await scratchContext({
  progress: { ...SILENT, warn: (message) => warnings.push(message) },
});
const folder = join(scratchFolder(), 'design');
const PARAMETERS = { lanes: 1, allow_unconfined: false };

test('a bundle that only wall time ended has no proof, is told, counts as to do, and is tried by the next run', async () => {
  mkdirSync(folder);
  for (const name of ['first', 'waits', 'second']) {
    const text = `module ${name} (input a, b, output y); assign y = a ^ b; endmodule // ${name}\n`;
    writeFileSync(join(folder, `${name}.v`), text);
  }
  const steps = (['parse', 'closure', 'prove'] as const).map((stage) => [stage] as [string]);
  const busy = (await runSteps(context, ['gather', { sources: [folder] }], ...steps))[3]!;
  expect(busy).toMatchObject({ rowsIn: 3, kept: 3, added: 2 });
  expect(busy.notes).toEqual(['2 simulates', expect.stringMatching(/^bundles left .*: 1 \(waits\)$/)]);
  expect(warnings).toEqual([busy.notes[1]]);
  expect(await proveStage.plan(context, PARAMETERS)).toMatchObject({ todo: 1, done: 2 });

  machine.isBusy = false;
  const [idle] = await runSteps(context, ['prove', PARAMETERS]);
  expect(idle).toMatchObject({ added: 1, notes: ['3 simulates'] });
  expect(await proveStage.plan(context, PARAMETERS)).toMatchObject({ todo: 0, done: 3 });
});

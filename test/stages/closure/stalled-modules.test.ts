import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { QuarryError } from '../../../src/core/errors.ts';
import type { Simulator, SimulatorOptions } from '../../../src/eda/simulator.ts';
import { closureStage } from '../../../src/stages/closure/stage.ts';
import { scratchContext, scratchFolder } from '../../support/scratch.ts';
import { runSteps } from '../../support/stage-run.ts';

const machine = vi.hoisted(() => ({ isBusy: true, compiles: 0 }));

/** An Icarus that stalls over the module `waits` for as long as the machine is busy. */
vi.mock('../../../src/eda/simulator.ts', async (original) => {
  const actual = await original<{ openSimulator: (options: SimulatorOptions) => Promise<Simulator> }>();
  const openSimulator = async (options: SimulatorOptions): Promise<Simulator> => {
    const simulator = await actual.openSimulator(options);
    const run: Simulator['run'] = (job) => {
      machine.compiles += 1;
      const waits = machine.isBusy && job.design.some(({ text }) => text.includes('module waits'));
      return waits ? Promise.reject(new QuarryError('TOOL_STALLED', 'it waits')) : simulator.run(job);
    };
    return { ...simulator, run };
  };
  return { ...actual, openSimulator };
});

const context = await scratchContext();
const folder = join(scratchFolder(), 'design');
const PARAMETERS = { lanes: 1, allow_unconfined: false };
const compiling = () =>
  context.warehouse.rows(
    'SELECT name FROM curated.module_bundles JOIN curated.corpus_modules USING (module_id) ORDER BY 1',
  );

test('a module on which a tool stalls holds up no other, and its repository counts as to do', async () => {
  mkdirSync(folder);
  for (const name of ['other', 'waits'])
    writeFileSync(
      join(folder, `${name}.v`),
      `module ${name} (input a, output y); assign y = ~a; endmodule\n`,
    );
  const mine = async () =>
    (await runSteps(context, ['gather', { sources: [folder] }], ['parse'], ['closure', PARAMETERS]))[2]!;
  const busy = await mine();
  expect(busy).toMatchObject({ rowsIn: 1, added: 1 });
  expect(busy.notes.at(-1)).toMatch(/^modules left .*: 1 \(waits\)$/);
  expect(await compiling()).toEqual([{ name: 'other' }]);
  expect(await closureStage.plan(context, PARAMETERS)).toMatchObject({ todo: 1, done: 0 });

  machine.isBusy = false;
  machine.compiles = 0;
  expect(await mine()).toMatchObject({ rowsIn: 2, added: 1 });
  expect(machine.compiles).toBe(1);
  expect(await compiling()).toHaveLength(2);
  expect(await closureStage.plan(context, PARAMETERS)).toMatchObject({ todo: 0, done: 1 });
  expect(await mine()).toMatchObject({ added: 0 });
});

import { expect, test } from 'vitest';
import type { Pipeline } from '../../src/engine/load-pipeline.ts';
import type { ProgressListener } from '../../src/engine/progress.ts';
import { planPipeline, runPipeline } from '../../src/engine/run-pipeline.ts';
import type { Stage, StageOutcome, StageRegistry } from '../../src/engine/stage.ts';
import { scratchContext } from '../support/scratch.ts';

const context = await scratchContext();

interface Probe extends Stage<{ size: number }> {
  given: unknown[];
}

/** A stage that tells what it was given and does what it is told. */
function probe(name: string, outcome: Partial<StageOutcome> = {}): Probe {
  const given: unknown[] = [];
  return {
    given,
    name,
    version: 3,
    scope: 'document',
    summary: `does ${name}`,
    reads: [],
    writes: [],
    parameters: {
      type: 'object',
      additionalProperties: false,
      properties: { size: { type: 'integer', minimum: 1, default: 5 } },
    },
    plan: async () => ({ todo: 2, done: 1, why: 'a reason' }),
    run: async (_, parameters) => {
      given.push(parameters);
      return { rowsIn: 3, kept: 2, rejected: 1, added: 1, notes: [], ...outcome };
    },
  };
}

const registryOf = (...stages: Probe[]): StageRegistry =>
  Object.fromEntries(stages.map((stage) => [stage.name, async () => stage]));

const pipelineOf = (stages: Pipeline['stages'], audits: string[] = []): Pipeline => ({
  path: 'p.yaml',
  name: 'p',
  description: 'd',
  parameters: {},
  stages,
  audits,
});

test('stages run in order, with defaults filled in, and leave a record of the run', async () => {
  const [one, two] = [probe('one'), probe('two')];
  const pipeline = pipelineOf([
    { stage: 'one', with: { size: 7 } },
    { stage: 'two', with: {} },
  ]);
  const finished = await runPipeline(pipeline, registryOf(one, two), context);
  expect(finished.map(({ stage, kept, added }) => [stage, kept, added])).toEqual([
    ['one', 2, 1],
    ['two', 2, 1],
  ]);
  expect([one.given, two.given]).toEqual([[{ size: 7 }], [{ size: 5 }]]);
  // The pipeline itself stays as it was written.
  expect(pipeline.stages[1]).toEqual({ stage: 'two', with: {} });
  expect(
    await context.warehouse.rows(
      'SELECT stage, version, parameters, rows_in::INTEGER AS rows_in, rejected::INTEGER AS rejected FROM meta.stage_runs ORDER BY stage',
    ),
  ).toEqual([
    { stage: 'one', version: 3, parameters: '{"size":7}', rows_in: 3, rejected: 1 },
    { stage: 'two', version: 3, parameters: '{"size":5}', rows_in: 3, rejected: 1 },
  ]);
});

test('a plan says what would be done and does nothing', async () => {
  const one = probe('one');
  expect(await planPipeline(pipelineOf([{ stage: 'one', with: {} }]), registryOf(one), context)).toEqual([
    {
      stage: 'one',
      version: 3,
      scope: 'document',
      summary: 'does one',
      parameters: { size: 5 },
      todo: 2,
      done: 1,
      why: 'a reason',
    },
  ]);
  expect(one.given).toEqual([]);
});

test('rows that are neither kept nor rejected stop the run, with the stage named', async () => {
  const [leaky, later] = [probe('leaky', { rowsIn: 10, kept: 6, rejected: 1 }), probe('later')];
  const run = runPipeline(
    pipelineOf([
      { stage: 'leaky', with: {} },
      { stage: 'later', with: {} },
    ]),
    registryOf(leaky, later),
    context,
  );
  await expect(run).rejects.toMatchObject({
    code: 'COUNTS_DO_NOT_ADD_UP',
    exitCode: 1,
    where: 'stage leaky',
    message: '10 rows went in, 6 were kept and 1 rejected: 3 are unaccounted for',
  });
  expect(later.given).toEqual([]);
});

test('nothing runs when any stage of the file is wrong', async () => {
  const one = probe('one');
  const unknown = pipelineOf([
    { stage: 'one', with: {} },
    { stage: 'simulat', with: {} },
  ]);
  await expect(runPipeline(unknown, registryOf(one), context)).rejects.toMatchObject({
    code: 'CONFIG_INVALID',
    exitCode: 2,
    where: 'p.yaml /stages/1/stage',
    message: expect.stringContaining('`simulat`'),
    next: 'Stages are: one.',
  });
  const wrong = pipelineOf([
    { stage: 'one', with: {} },
    { stage: 'one', with: { size: 0, sise: 2 } },
  ]);
  await expect(runPipeline(wrong, registryOf(one), context)).rejects.toMatchObject({
    code: 'CONFIG_INVALID',
    where: 'p.yaml /stages/1/with',
    message: expect.stringMatching(/unknown key `sise`.*|\/size: must be >= 1, got 0/),
  });
  expect(one.given).toEqual([]);
});

test('the listener hears every stage begin and end', async () => {
  const heard: string[] = [];
  const progress: ProgressListener = {
    started: (stage, what) => heard.push(`${stage} begins: ${what}`),
    step: () => undefined,
    finished: (stage, summary) => heard.push(`${stage} ends: ${summary}`),
    warn: () => undefined,
  };
  await runPipeline(
    pipelineOf([{ stage: 'one', with: {} }]),
    registryOf(probe('one', { notes: ['a note'] })),
    {
      ...context,
      progress,
    },
  );
  expect(heard).toEqual(['one begins: does one', 'one ends: 3 in, 2 kept, 1 rejected, 1 new; a note']);
});

test('the time a stage took is taken from the clock that was passed in', async () => {
  let clock = 0;
  const now = (): Date => {
    clock += 2500;
    return new Date(clock);
  };
  const finished = await runPipeline(pipelineOf([{ stage: 'one', with: {} }]), registryOf(probe('one')), {
    ...context,
    now,
  });
  expect(finished[0]?.seconds).toBe(2.5);
});

test('an audit that does not exist fails the run before it begins', async () => {
  const one = probe('one');
  const run = runPipeline(
    pipelineOf([{ stage: 'one', with: {} }], ['no-such-rule']),
    registryOf(one),
    context,
  );
  await expect(run).rejects.toMatchObject({
    code: 'CONFIG_INVALID',
    where: 'p.yaml /audits/0',
    message: expect.stringContaining('`no-such-rule`'),
  });
  expect(one.given).toEqual([]);
});

import { randomUUID } from 'node:crypto';
import { QuarryError } from '../core/errors.ts';
import { validate } from '../core/json-schema.ts';
import { checkAudits, runAudits } from './audits.ts';
import type { Pipeline } from './load-pipeline.ts';
import { publishModels } from './models.ts';
import type { Stage, StageContext, StageOutcome, StagePlan, StageRegistry } from './stage.ts';

interface BoundStage {
  stage: Stage<Record<string, unknown>>;
  parameters: Record<string, unknown>;
}

export interface PlannedStage extends StagePlan {
  stage: string;
  version: number;
  scope: Stage['scope'];
  summary: string;
  parameters: Record<string, unknown>;
}

export interface FinishedStage extends StageOutcome {
  stage: string;
  version: number;
  parameters: Record<string, unknown>;
  startedAt: Date;
  seconds: number;
}

/** What every stage would do now, and why, without doing it. */
export async function planPipeline(
  pipeline: Pipeline,
  registry: StageRegistry,
  context: StageContext,
): Promise<PlannedStage[]> {
  const bound = await bindStages(pipeline, registry);
  await publishModels(context);
  const planned: PlannedStage[] = [];
  for (const { stage, parameters } of bound) {
    const { name, version, scope, summary } = stage;
    planned.push({
      stage: name,
      version,
      scope,
      summary,
      parameters,
      ...(await stage.plan(context, parameters)),
    });
  }
  return planned;
}

/** Runs a pipeline: all configuration is checked first, then stage by stage, each with its counts audited. */
export async function runPipeline(
  pipeline: Pipeline,
  registry: StageRegistry,
  context: StageContext,
): Promise<FinishedStage[]> {
  const bound = await bindStages(pipeline, registry);
  checkAudits(pipeline, context);
  await publishModels(context);
  const finished: FinishedStage[] = [];
  try {
    for (const { stage, parameters } of bound) finished.push(await runStage(stage, parameters, context));
  } finally {
    await context.threads.close();
    await recordStages(finished, context);
  }
  await runAudits(pipeline.audits, context);
  return finished;
}

async function bindStages(pipeline: Pipeline, registry: StageRegistry): Promise<BoundStage[]> {
  return Promise.all(
    pipeline.stages.map(async ({ stage: name, with: values }, index) => {
      const load = registry[name];
      if (load === undefined) {
        throw new QuarryError('CONFIG_INVALID', `There is no stage \`${name}\``, {
          where: `${pipeline.path} /stages/${index}/stage`,
          next: `Stages are: ${Object.keys(registry).join(', ')}.`,
        });
      }
      const stage = (await load()) as unknown as Stage<Record<string, unknown>>;
      const parameters = structuredClone(values);
      validate(stage.parameters, parameters, `${pipeline.path} /stages/${index}/with`);
      return { stage, parameters };
    }),
  );
}

async function runStage(
  stage: Stage<Record<string, unknown>>,
  parameters: Record<string, unknown>,
  context: StageContext,
): Promise<FinishedStage> {
  const startedAt = context.now();
  context.progress.started(stage.name, stage.summary);
  const outcome = await stage.run(context, parameters);
  auditCounts(stage.name, outcome);
  const seconds = (context.now().getTime() - startedAt.getTime()) / 1000;
  context.progress.finished(stage.name, summarize(outcome));
  return { stage: stage.name, version: stage.version, parameters, startedAt, seconds, ...outcome };
}

/** Notes in meta.stage_runs what ran, also when a later stage failed. A run that found all done leaves no trace. */
async function recordStages(finished: readonly FinishedStage[], { warehouse }: StageContext): Promise<void> {
  if (finished.every(({ added }) => added === 0)) return;
  const runId = randomUUID();
  const rows = finished.map(({ stage, version, parameters, startedAt, seconds, ...counts }) => {
    const { rowsIn, kept, rejected, added } = counts;
    const settings = JSON.stringify(parameters);
    return [runId, stage, version, settings, rowsIn, kept, rejected, added, startedAt.toISOString(), seconds];
  });
  const places = rows.map(() => '(?, ?, ?, ?, ?, ?, ?, ?, ?::TIMESTAMPTZ, ?)').join(', ');
  await warehouse.run(`INSERT INTO meta.stage_runs VALUES ${places}`, rows.flat());
}

/** Counts in = kept + rejected: a stage that loses rows without saying so fails loudly. */
function auditCounts(stage: string, { rowsIn, kept, rejected }: StageOutcome): void {
  if (rowsIn !== kept + rejected) {
    throw new QuarryError(
      'COUNTS_DO_NOT_ADD_UP',
      `${rowsIn} rows went in, ${kept} were kept and ${rejected} rejected: ${rowsIn - kept - rejected} are unaccounted for`,
      { where: `stage ${stage}`, next: 'This is a bug of the stage; what was stored before it is intact.' },
    );
  }
}

function summarize({ rowsIn, kept, rejected, added, notes }: StageOutcome): string {
  const counts = `${rowsIn} in, ${kept} kept, ${rejected} rejected, ${added} new`;
  return [counts, ...notes].join('; ');
}

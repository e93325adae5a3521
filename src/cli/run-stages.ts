import type { Pipeline } from '../engine/load-pipeline.ts';
import type { FinishedStage } from '../engine/run-pipeline.ts';
import { PROJECT_ROOT } from './options.ts';
import { progressDisplay } from './progress-display.ts';

/** Runs stages that a command names itself, with the same checks and progress as a pipeline file. */
export async function runStages(
  command: string,
  warehousePath: string,
  stages: Pipeline['stages'],
): Promise<FinishedStage[]> {
  const { runPipeline } = await import('../engine/run-pipeline.ts');
  const { stageContext } = await import('../engine/stage-context.ts');
  const { Warehouse } = await import('../warehouse/warehouse.ts');
  const { STAGES } = await import('../stages/registry.ts');
  const pipeline = {
    path: `quarry ${command}`,
    name: command,
    description: '',
    parameters: {},
    stages,
    audits: [],
  };
  const warehouse = await Warehouse.open(warehousePath);
  try {
    const context = stageContext({ warehouse, progress: progressDisplay(), projectRoot: PROJECT_ROOT });
    return await runPipeline(pipeline, STAGES, context);
  } finally {
    await warehouse.close();
  }
}

/** One line a stage. */
export function printStages(stages: readonly FinishedStage[], json: boolean): void {
  if (json) {
    process.stdout.write(`${JSON.stringify({ stages }, null, 2)}\n`);
    return;
  }
  for (const { stage, rowsIn, kept, rejected, added, notes } of stages) {
    process.stdout.write(
      `${stage}: ${[`${rowsIn} rows, ${kept} kept, ${rejected} rejected, ${added} new`, ...notes].join('; ')}\n`,
    );
  }
}

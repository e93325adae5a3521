import { runPipeline } from '../../src/engine/run-pipeline.ts';
import { stageContext } from '../../src/engine/stage-context.ts';
import { STAGES } from '../../src/stages/registry.ts';
import { Warehouse } from '../../src/warehouse/warehouse.ts';
import { PROJECT_ROOT } from './quarry.ts';

/**
 * A process of its own that runs stages over a warehouse and kills itself (SIGKILL) where a stage tells its first progress.
 * Usage: node killed-at.ts <warehouse> <JSON of the steps> <stage>
 */
const [path, steps, last] = process.argv.slice(2) as [string, string, string];
const pipeline = {
  path: 'test',
  name: 'test',
  description: 'test',
  parameters: {},
  stages: JSON.parse(steps) as { stage: string; with: Record<string, unknown> }[],
  audits: [],
};
const progress = {
  started: () => undefined,
  finished: () => undefined,
  warn: () => undefined,
  step: ({ stage }: { stage: string }) => {
    if (stage === last) process.kill(process.pid, 'SIGKILL');
  },
};
const warehouse = await Warehouse.open(path);
await runPipeline(pipeline, STAGES, stageContext({ warehouse, progress, projectRoot: PROJECT_ROOT }));

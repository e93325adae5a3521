import { runPipeline } from '../../src/engine/run-pipeline.ts';
import type { StageContext, StageOutcome } from '../../src/engine/stage.ts';
import { STAGES } from '../../src/stages/registry.ts';

type Step = readonly [stage: string, parameters?: Record<string, unknown>];

/** Runs stages over a warehouse as a pipeline would; gives the outcome of each. */
export function runSteps(context: StageContext, ...steps: readonly Step[]): Promise<StageOutcome[]> {
  const pipeline = {
    path: 'test',
    name: 'test',
    description: 'test',
    parameters: {},
    stages: steps.map(([stage, parameters = {}]) => ({ stage, with: parameters })),
    audits: [],
  };
  return runPipeline(pipeline, STAGES, context);
}

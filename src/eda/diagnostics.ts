import type { Failure } from '../core/failure.ts';
import { classifyCompileFailure, type JobSources } from './classify-compile-failure.ts';
import { classifySimulationFailure } from './classify-simulation-failure.ts';
import type { SimulationResult } from './simulator.ts';

/**
 * What failed, in the words of the first tool that failed; undefined when every step ended well. A simulation
 * that ended well says nothing yet about the design: its log must be judged.
 */
export function classifyFailure(
  result: Pick<SimulationResult, 'preprocess' | 'compile' | 'simulation'>,
  sources: JobSources,
): Failure | undefined {
  return (
    classifyCompileFailure(result, sources) ??
    (result.simulation === undefined ? undefined : classifySimulationFailure(result.simulation, sources))
  );
}

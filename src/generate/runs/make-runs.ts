import type { Random } from '../../core/random.ts';
import type { Simulate } from '../simulate.ts';
import type { Problem } from '../specification.ts';
import { inventedStart } from './invented-start.ts';
import { makeAttempt, makeAttempts } from './make-attempt.ts';
import type { RunRecord } from './run-record.ts';
import { SAMPLE_MODELS, SCENARIOS, type Scenario } from './scenario.ts';
import { TRACE_DIALECTS } from './trace-dialect.ts';

/** Every sample model tries every problem once; scenarios and dialects take turns. */
export async function makeRuns(
  problems: readonly Problem[],
  random: Random,
  simulate: Simulate,
): Promise<RunRecord[]> {
  const runs: RunRecord[] = [];
  for (const [problemIndex, problem] of problems.entries()) {
    for (const model of SAMPLE_MODELS) {
      const index = runs.length;
      const runId = `run_${String(index + 1).padStart(3, '0')}_${problem.specification.category}`;
      const scenario: Scenario =
        SCENARIOS[model.scenarios[problemIndex % model.scenarios.length] ?? 'passes'];
      const choices = random.fork(runId);
      runs.push({
        runId,
        model: model.name,
        problem,
        scenario,
        dialect: TRACE_DIALECTS[index % TRACE_DIALECTS.length] ?? TRACE_DIALECTS[0],
        startedAt: inventedStart(index),
        attempts: await makeAttempts(scenario, (plan) => {
          const { rtl } = choices.pick(problem.design.styles);
          return makeAttempt({ ...problem.design, rtl }, plan, choices, simulate);
        }),
      });
    }
  }
  return runs;
}

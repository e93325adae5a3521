import { lastAttempt, type RunRecord } from './runs/run-record.ts';
import { GENERATED_BY } from './specification.ts';

/** What S1 mined from its runs: every claimed pass with its testbench, template testbenches included. */
export function setWithTestbench(runs: readonly RunRecord[]): Record<string, unknown>[] {
  return claimedPasses(runs).map((run) => ({
    instruction: run.problem.specification.description,
    output: lastAttempt(run).rtl,
    testbench: lastAttempt(run).testbench,
    metadata: {
      source: GENERATED_BY,
      spec_hash: run.problem.specification.spec_hash,
      category: run.problem.specification.category,
      sim_passed: true,
      compile_success: true,
      run_id: run.runId,
      generated_at: new Date(run.startedAt).toISOString(),
    },
  }));
}

/** S1's older shape without a testbench: nothing in it can be simulated as it stands. */
export function setWithoutTestbench(runs: readonly RunRecord[]): Record<string, unknown>[] {
  return claimedPasses(runs).map((run) => ({
    instruction: run.problem.specification.description,
    input: '',
    output: lastAttempt(run).rtl,
    metadata: {
      source: GENERATED_BY,
      category: run.problem.specification.category,
      complexity: run.problem.specification.complexity,
      verification: 'claimed',
      timestamp: new Date(run.startedAt).toISOString(),
    },
  }));
}

function claimedPasses(runs: readonly RunRecord[]): RunRecord[] {
  return runs.filter((run) => lastAttempt(run).claimedPass);
}

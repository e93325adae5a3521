import { lastAttempt, type RunRecord } from './runs/run-record.ts';

/** S1's benchmark list: one row a run, without run index, model or RTL, as S1 wrote it. */
export function benchmarkResults(runs: readonly RunRecord[]): Record<string, unknown>[] {
  return runs.map((run) => {
    const [first] = run.attempts;
    const last = lastAttempt(run);
    const retried = run.attempts.length > 1;
    return {
      name: run.problem.specification.module_name,
      category: run.problem.specification.category,
      compile_success: last.report.compiled,
      sim_success: last.claimedPass,
      testbench_type: last.plan.templateTestbench ? 'TEMPLATE_DUMB' : 'A7_SMART',
      passed: last.claimedPass,
      compiler: 'iverilog',
      dialect: 'verilog2001',
      error: errorOf(first.report.compileLog, first.report.simulationLog, first.claimedPass),
      repair_attempt: retried,
      repaired: retried && last.claimedPass,
      repair_attempts: run.attempts.length - 1,
      repair_failed: retried && !last.claimedPass,
    };
  });
}

/** S1 wrote one message as a string and several as a list. */
function errorOf(compileLog: string, simulationLog: string, passed: boolean): string | string[] | null {
  if (passed) return null;
  const lines = (compileLog || simulationLog).trim().split('\n');
  return lines.length === 1 ? (lines[0] ?? '') : lines.slice(0, 4);
}

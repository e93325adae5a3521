import { GENERATED_BY } from '../specification.ts';
import { attemptPaths, lastAttempt, type RunRecord } from './run-record.ts';
import { styleLint } from './style-lint.ts';

/** S1's `result.json`: what the last attempt of a run came to. Durations are left out, nothing measured them. */
export function runResult(run: RunRecord): Record<string, unknown> {
  const attempt = lastAttempt(run);
  const { specification } = run.problem;
  const paths = attemptPaths(run, run.attempts.length - 1);
  const status = attempt.claimedPass ? 'success' : 'failed';
  const startTime = new Date(run.startedAt).toISOString();
  const agent = (agentName: string, outputFile: string) => ({
    agent_name: agentName,
    status: 'success',
    output_file: outputFile,
    metrics: {},
    errors: [],
    warnings: [],
    generator: run.model,
  });
  return {
    generated_by: GENERATED_BY,
    run_id: run.runId,
    spec: {
      module_name: specification.module_name,
      description: specification.description,
      data_width: specification.data_width,
      clock_freq: specification.clock_freq,
      parameters: specification.parameters,
      category: specification.category,
    },
    status,
    a1_rtl_generation: agent('A1_RTL_Generation', paths.rtl),
    rtl_file: paths.rtl,
    total_lines: styleLint(attempt.rtl).lines,
    total_ports: specification.ports.length,
    errors_count: attempt.claimedPass ? 0 : 1,
    start_time: startTime,
    verification: {
      testbenches: [paths.testbench],
      simulations: [
        {
          job_id: `${run.runId}_sim`,
          status,
          simulator: 'iverilog',
          start_time: startTime,
          rtl_path: paths.rtl,
          testbench_path: paths.testbench,
          artifacts: { compile_log: paths.compileLog, simulation_log: paths.log },
          coverage: {},
        },
      ],
    },
    a7_testbench: agent('A7_Testbench_Generation', paths.testbench),
    simulation_log: paths.log,
    functional_success: attempt.claimedPass,
    testbench_file: paths.testbench,
  };
}

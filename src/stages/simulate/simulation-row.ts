import type { Failure } from '../../core/failure.ts';
import { classifyFailure } from '../../eda/diagnostics.ts';
import type { PlainSources } from '../../eda/plain-sources.ts';
import type { SimulationResult } from '../../eda/simulator.ts';
import type { DesignSideEffect } from '../../verilog/design-side-effects.ts';
import type { SqlRow } from '../../warehouse/warehouse.ts';
import type { SimulationConfiguration } from './configuration.ts';
import type { Pair } from './pending-pairs.ts';

interface Simulated {
  key: string;
  configuration: SimulationConfiguration;
  pair: Pair;
  result: SimulationResult;
  sideEffects: readonly DesignSideEffect[];
  sources: PlainSources;
}

/** The fact row of one simulation: what the tools did and said, and the failure that their words amount to. */
export function simulationRow(simulated: Simulated): SqlRow {
  const { key, configuration, pair, result, sideEffects } = simulated;
  const { preprocess, compile, simulation } = result;
  const steps = [preprocess, compile, simulation].filter((step) => step !== undefined);
  const failure = failureOf(simulated);
  return {
    simulation_key: key,
    configuration: configuration.key,
    rtl_sha256: pair.rtl,
    testbench_sha256: pair.testbench,
    tool: result.tool,
    flags: result.flags,
    limits: JSON.stringify(configuration.limits),
    sandbox: result.sandbox,
    preprocess_outcome: preprocess.outcome,
    compile_outcome: compile?.outcome ?? null,
    simulation_outcome: simulation?.outcome ?? null,
    exit_code: steps.at(-1)?.exitCode ?? null,
    cpu_ms: steps.reduce((sum, step) => sum + step.cpuMs, 0),
    retried: result.retried,
    log_truncated: steps.some((step) => step.logTruncated),
    compile_log: [preprocess.log, compile?.log ?? ''].filter((log) => log !== '').join('\n'),
    simulation_log: simulation?.log ?? null,
    side_effects: JSON.stringify(sideEffects),
    failure_stage: failure?.stage ?? null,
    failure_cause: failure?.cause ?? null,
    message: failure?.message ?? null,
    failure_file: failure?.file ?? null,
    failure_line: failure?.line ?? null,
  };
}

function failureOf({ result, sources }: Simulated): Failure | undefined {
  const { design, testbench, recordedNames } = sources;
  const failure = classifyFailure(result, {
    designFiles: design.map((file) => file.name),
    testbenchFiles: testbench.map((file) => file.name),
    designText: design.map((file) => file.text).join('\n'),
  });
  return failure?.file === undefined
    ? failure
    : { ...failure, file: recordedNames.get(failure.file) ?? failure.file };
}

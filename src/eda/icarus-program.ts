import type { Generation, IcarusInstall } from './icarus.ts';
import type { LaneProgram } from './lane-program.ts';
import type { Limits } from './limits.ts';
import type { Sandbox } from './sandbox.ts';

/** Everything that decides how Icarus Verilog is run; the same for all lanes of a simulator. */
export interface IcarusToolchain {
  /** Absent: limits only. */
  sandbox: Sandbox | undefined;
  icarus: IcarusInstall;
  generation: Generation;
  limits: Limits;
}

/** The files of a lane that take output, in the order of icarus-jobs.sh. */
export const ICARUS_FILES = ['preprocess', 'compile', 'simulation', 'preprocessed'] as const;

/** The lane that compiles and simulates. */
export function icarusProgram({ sandbox, icarus, generation, limits }: IcarusToolchain): LaneProgram {
  return {
    jobs: 'icarus-jobs.sh',
    arguments: [
      icarus.base ?? '',
      icarus.vvp ?? '',
      icarus.iverilog ?? '',
      generation,
      String(limits.compileCpuSeconds),
      String(limits.simulationCpuSeconds),
      String(limits.memoryMiB * 1024),
    ],
    sandbox,
    tools: [icarus.iverilog, icarus.vvp].filter((tool) => tool !== undefined),
    environment: {},
    files: ICARUS_FILES.length,
    fileBytes: limits.fileBytes,
  };
}

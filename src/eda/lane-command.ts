import { join } from 'node:path';
import type { Generation, IcarusInstall } from './icarus.ts';
import type { Limits } from './limits.ts';
import { CONFINED_PATHS, confinement, type Sandbox } from './sandbox.ts';

/** Everything that decides how a lane is started; the same for all lanes of a simulator. */
export interface LaneToolchain {
  /** Absent: limits only. */
  sandbox: Sandbox | undefined;
  icarus: IcarusInstall;
  generation: Generation;
  limits: Limits;
}

/** The folders of a lane as its tools see them. */
export function visiblePaths(
  folder: string,
  confined: boolean,
): { job: string; work: string; control: string } {
  if (confined) return CONFINED_PATHS;
  return { job: join(folder, 'job'), work: join(folder, 'work'), control: join(folder, 'ctl') };
}

/** The command that starts a lane: `sh lane.sh ...`, inside bwrap where there is one. */
export function laneCommand(folder: string, toolchain: LaneToolchain): { file: string; args: string[] } {
  const { sandbox, icarus, limits, generation } = toolchain;
  const paths = visiblePaths(folder, sandbox !== undefined);
  const shell = [
    `${paths.control}/lane.sh`,
    paths.job,
    paths.work,
    paths.control,
    icarus.base ?? '',
    icarus.vvp ?? '',
    icarus.iverilog ?? '',
    String(limits.compileCpuSeconds),
    String(limits.simulationCpuSeconds),
    String(limits.memoryMiB * 1024),
    // dash counts file size in blocks of 512 bytes.
    String(Math.ceil(limits.fileBytes / 512)),
    generation,
  ];
  if (sandbox === undefined) return { file: '/bin/sh', args: shell };
  const mounts = {
    job: join(folder, 'job'),
    control: join(folder, 'ctl'),
    workBytes: 4 * limits.fileBytes,
  };
  const tools = [icarus.iverilog, icarus.vvp].filter((tool) => tool !== undefined);
  return { file: sandbox.bwrap, args: [...confinement(sandbox, mounts, tools), '/bin/sh', ...shell] };
}

import { join } from 'node:path';
import { CONFINED_PATHS, confinement, type Sandbox } from './sandbox.ts';

/** What a lane runs and how it is started; the same for all lanes of a pool. */
export interface LaneProgram {
  /** The file beside lane.sh that reads job lines and runs them. */
  jobs: 'icarus-jobs.sh' | 'tool-jobs.sh';
  /** What that file gets after the folders. */
  arguments: readonly string[];
  /** Absent: limits only. */
  sandbox: Sandbox | undefined;
  /** Paths of the programs that it starts; they may lie outside /usr. */
  tools: readonly string[];
  environment: Readonly<Record<string, string>>;
  /** How many unnamed files take output: descriptors 3 and up. */
  files: number;
  /** Bytes of any one file that a tool may write. */
  fileBytes: number;
  /** Symbolic links that a confined lane shows besides the system's: where it stands, where it leads. */
  links?: Readonly<Record<string, string>>;
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
export function laneCommand(folder: string, program: LaneProgram): { file: string; args: string[] } {
  const { sandbox, fileBytes, environment } = program;
  const paths = visiblePaths(folder, sandbox !== undefined);
  const shell = [
    `${paths.control}/lane.sh`,
    program.jobs,
    paths.job,
    paths.work,
    paths.control,
    // dash counts file size in blocks of 512 bytes.
    String(Math.ceil(fileBytes / 512)),
    ...program.arguments,
  ];
  if (sandbox === undefined) return { file: '/bin/sh', args: shell };
  const mounts = {
    job: join(folder, 'job'),
    control: join(folder, 'ctl'),
    workBytes: 4 * fileBytes,
    links: program.links ?? {},
  };
  const settings = Object.entries(environment).flatMap(([name, value]) => ['--setenv', name, value]);
  return {
    file: sandbox.bwrap,
    args: [...confinement(sandbox, mounts, program.tools), ...settings, '/bin/sh', ...shell],
  };
}

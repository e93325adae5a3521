import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { findExecutable } from './icarus.ts';
import type { LaneProgram } from './lane-program.ts';
import { CONFINED_PATHS, type Sandbox } from './sandbox.ts';
import { toolVersion } from './tool-version.ts';

/** Where Yosys and Verilator lie; what is not installed is absent. */
export interface ToolInstall {
  yosys: InstalledTool | undefined;
  verilator: (InstalledTool & { root: string }) | undefined;
}

interface InstalledTool {
  path: string;
  version: string;
}

/** The most files that one job can ask for. */
export const MOST_OUTPUTS = 6;

/** Looks for both tools and asks their versions. */
export function findTools(): ToolInstall {
  const yosys = findExecutable('yosys');
  // The program itself: the wrapper named `verilator` is a Perl script that costs 30 ms.
  const verilator = findExecutable('verilator_bin');
  const root = verilator === undefined ? undefined : verilatorRoot(verilator);
  return {
    yosys: yosys === undefined ? undefined : installed(yosys, ['-V']),
    verilator:
      verilator === undefined || root === undefined
        ? undefined
        : { ...installed(verilator, ['--version']), root },
  };
}

function installed(path: string, versionArguments: string[]): InstalledTool {
  return { path: realpathSync(path), version: toolVersion(path, versionArguments) ?? 'of unknown version' };
}

function verilatorRoot(program: string): string | undefined {
  const prefix = dirname(dirname(realpathSync(program)));
  const roots = [process.env['VERILATOR_ROOT'], join(prefix, 'share', 'verilator')];
  return roots.find((root) => root !== undefined && existsSync(join(root, 'include', 'verilated_std.sv')));
}

/** The lane that runs Yosys and Verilator. */
export function toolProgram(
  { yosys, verilator }: ToolInstall,
  sandbox: Sandbox | undefined,
  fileBytes: number,
): LaneProgram {
  return {
    jobs: 'tool-jobs.sh',
    arguments: [yosys?.path ?? '', verilator?.path ?? '', sandbox === undefined ? '0' : '1'],
    sandbox,
    tools: [yosys?.path, verilator?.path].filter((path) => path !== undefined),
    environment: verilator === undefined ? {} : { VERILATOR_ROOT: verilator.root },
    files: 1 + MOST_OUTPUTS,
    fileBytes,
    // A lane has no /proc and no /dev, but Yosys finds its library by the one, and Verilator writes to the other.
    links: {
      ...(yosys === undefined ? {} : { '/proc/self/exe': yosys.path }),
      '/dev/null': `${CONFINED_PATHS.work}/null`,
    },
  };
}

import { execFile } from 'node:child_process';
import { join } from 'node:path';

export const PROJECT_ROOT = join(import.meta.dirname, '../..');

export interface Finished {
  status: number;
  stdout: string;
  stderr: string;
}

/** Runs `bin/quarry` as a person would, with its output piped but as wide as a terminal of 80 columns. */
export function quarry(
  args: readonly string[],
  { cwd = PROJECT_ROOT, env = {} }: { cwd?: string; env?: Record<string, string> } = {},
): Promise<Finished> {
  const options = {
    cwd,
    env: { ...process.env, NO_COLOR: '1', COLUMNS: '80', ...env },
    maxBuffer: 1 << 26,
    timeout: 170_000,
  };
  return new Promise((resolve) => {
    execFile(join(PROJECT_ROOT, 'bin/quarry'), args, options, (error, stdout, stderr) => {
      const status = error === null ? 0 : typeof error.code === 'number' ? error.code : 70;
      resolve({ status, stdout, stderr });
    });
  });
}

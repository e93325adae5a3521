import { vi } from 'vitest';
import { runCommandLine } from '../../src/cli/command-line.ts';
import type { Finished } from './quarry.ts';

/** Runs a command inside this process, which takes a tenth of the time of `quarry()`. One at a time. */
export async function commandLine(args: readonly string[]): Promise<Finished> {
  const printed = { stdout: '', stderr: '' };
  const spies = (['stdout', 'stderr'] as const).map((name) =>
    vi.spyOn(process[name], 'write').mockImplementation((part) => {
      printed[name] += String(part);
      return true;
    }),
  );
  const before = process.exitCode;
  try {
    const status = await runCommandLine(args);
    return { status, ...printed };
  } finally {
    process.exitCode = before;
    for (const spy of spies) spy.mockRestore();
  }
}

import { spawnSync } from 'node:child_process';

/**
 * The version that a program prints, e.g. `11.0 (stable)`; undefined when it does not start or prints none.
 * Both streams are read: vvp prints its version to stderr.
 */
export function toolVersion(path: string, args: readonly string[]): string | undefined {
  const { stdout, stderr } = spawnSync(path, args, { encoding: 'utf8', timeout: 10_000 });
  const printed = `${stdout ?? ''}\n${stderr ?? ''}`;
  return /(?:version |\b)v?(\d+\.\d[\w.+-]*(?: \((?:stable|devel)\))?)/i.exec(printed)?.[1];
}

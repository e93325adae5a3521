/** What one job may use. Times in seconds, sizes in the unit of their name. */
export interface Limits {
  /** CPU seconds of the preprocessor and of the compiler, each. */
  compileCpuSeconds: number;
  /** CPU seconds of vvp. */
  simulationCpuSeconds: number;
  /** Wall-clock seconds of the whole job. Only jobs that wait and an overloaded machine reach it: no outcome depends on it. */
  wallSeconds: number;
  /** Address space of each tool, in MiB. */
  memoryMiB: number;
  /** Bytes of each log that are kept (head and tail); a tool may print up to `fileBytes` before it is killed. */
  outputBytes: number;
  /** Bytes of any one file that a tool may write, logs included; all files of a job together get four times that. */
  fileBytes: number;
}

export const DEFAULT_LIMITS: Limits = {
  compileCpuSeconds: 10,
  simulationCpuSeconds: 10,
  wallSeconds: 60,
  memoryMiB: 2048,
  outputBytes: 1024 * 1024,
  fileBytes: 64 * 1024 * 1024,
};

/**
 * Fills missing limits with the defaults and refuses what a shell could not enforce.
 * @throws RangeError when a limit is not a positive integer (`wallSeconds` may be a fraction)
 */
export function resolveLimits(limits: Partial<Limits> = {}): Limits {
  const resolved = { ...DEFAULT_LIMITS, ...limits };
  for (const [name, value] of Object.entries(resolved) as [keyof Limits, number][]) {
    const sound = name === 'wallSeconds' ? Number.isFinite(value) : Number.isInteger(value);
    if (!sound || value <= 0) {
      throw new RangeError(`Expected the limit \`${name}\` to be a positive number, got \`${value}\``);
    }
  }
  return resolved;
}

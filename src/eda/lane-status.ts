/** One finished step as the lane's shell reports it. */
export interface LaneStep {
  step: 'preprocess' | 'compile' | 'simulation' | 'tool';
  /** As a shell gives it: 128 + signal when a signal ended the tool. */
  exitCode: number;
  /** Whether the step left an output file that is not empty. */
  madeOutput: boolean;
  /** Resolution: 10 ms, the kernel's clock tick. */
  cpuMs: number;
}

const STEPS: Record<string, LaneStep['step']> = {
  p: 'preprocess',
  c: 'compile',
  s: 'simulation',
  t: 'tool',
};

/**
 * Reads what a lane printed during a job: for each finished step a line `TOKEN STEP CODE MADE` and the two lines
 * of the shell's `times`. Lines without the lane's token are not its own.
 * @param cpuMsBefore CPU time of the lane's earlier jobs, since `times` counts from the start of the shell
 */
export function parseLaneStatus(printed: string, token: string, cpuMsBefore: number): LaneStep[] {
  const steps: LaneStep[] = [];
  const lines = printed.split('\n');
  let before = cpuMsBefore;
  for (const [index, line] of lines.entries()) {
    const [sender, letter, code, made] = line.split(' ');
    const step = STEPS[letter ?? ''];
    const children = lines[index + 2];
    if (sender !== token || step === undefined || !children) continue;
    const total = childrenCpuMs(children);
    steps.push({ step, exitCode: Number(code), madeOutput: made === '1', cpuMs: total - before });
    before = total;
  }
  return steps;
}

/** The second line of `times`: user and system time of all ended children, as `0m1.230000s 0m0.040000s`. */
function childrenCpuMs(line: string): number {
  const seconds = [...line.matchAll(/(\d+)m([\d.]+)s/g)].map(([, m, s]) => Number(m) * 60 + Number(s));
  return Math.round(seconds.reduce((sum, value) => sum + value, 0) * 1000);
}

import { checkSources, type SourceFile } from './simulation-job.ts';

/** One testbench and many designs to compile at once and to run one by one. */
export interface JointJob {
  testbench: SourceFile[];
  designs: SourceFile[][];
  /**
   * Stands in the name of every unit, of testbench and designs alike, wherever it is named, and nowhere else. The
   * copies get numbers there, and the results do not show it.
   */
  marker: string;
}

/** @throws QuarryError JOB_INVALID for unsafe or colliding names */
export function checkJointJob({ testbench, designs }: JointJob): void {
  for (const design of designs) checkSources([...testbench, ...design]);
}

import { openSimulator, type Simulator } from '../eda/simulator.ts';
import { openToolbox, type Toolbox } from '../eda/toolbox.ts';

/** The tools that strength is measured with, all confined. */
export interface StrengthToolset {
  simulator: Simulator;
  /** Ends a simulation after two seconds of CPU. */
  quick: Simulator;
  toolbox: Toolbox;
  close: () => Promise<void>;
}

const QUICK_SECONDS = 2;

/**
 * Opens them. `lanes` is the number of jobs at once of each; default: the machine's cores.
 * @throws QuarryError TOOL_MISSING without iverilog, SANDBOX_UNAVAILABLE without a working bubblewrap
 */
export async function openStrengthTools(
  options: { lanes?: number; allowUnconfined?: boolean; cpuSeconds?: number } = {},
): Promise<StrengthToolset> {
  const { cpuSeconds, ...pool } = options;
  const limits = cpuSeconds === undefined ? {} : { simulationCpuSeconds: cpuSeconds };
  const simulator = await openSimulator({ ...pool, limits });
  const quick = await openSimulator({ ...pool, limits: { simulationCpuSeconds: QUICK_SECONDS } });
  const toolbox = await openToolbox(pool);
  const close = async (): Promise<void> => {
    await Promise.all([simulator.close(), quick.close(), toolbox.close()]);
  };
  return { simulator, quick, toolbox, close };
}

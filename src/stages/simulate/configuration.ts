import { keyHash } from '../../core/content-hash.ts';
import { DEFAULT_LIMITS, type Limits } from '../../eda/simulator.ts';
import { icarusIdentity } from '../../eda/toolchain.ts';
import type { SimulateParameters } from './stage.ts';

/** Everything but the sources that a simulation's result depends on. */
export interface SimulationConfiguration {
  key: string;
  tool: string;
  flags: string;
  limits: Limits;
}

/** The configuration that this machine and these parameters give; its key is part of every result's key. */
export async function currentConfiguration(parameters: SimulateParameters): Promise<SimulationConfiguration> {
  const { tool, flags } = await icarusIdentity(parameters.generation);
  const limits = { ...DEFAULT_LIMITS, ...parameters.limits };
  const key = keyHash('simulate-1', tool, flags, JSON.stringify(limits));
  return { key, tool, flags, limits };
}

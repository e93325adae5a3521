import { keyHash } from '../../core/content-hash.ts';
import { trySandbox } from '../../eda/sandbox.ts';
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
  // Unless it is allowed, nothing runs unconfined, so only then the sandbox has to be tried to know.
  const sandbox = parameters.allow_unconfined && !('sandbox' in trySandbox()) ? 'limits-only' : 'bubblewrap';
  const key = keyHash('simulate-2', tool, flags, sandbox, JSON.stringify(limits));
  return { key, tool, flags, limits };
}

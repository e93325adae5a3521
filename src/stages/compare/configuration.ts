import { keyHash } from '../../core/content-hash.ts';
import { trySandbox } from '../../eda/sandbox.ts';
import { DEFAULT_LIMITS } from '../../eda/simulator.ts';
import { icarusIdentity } from '../../eda/toolchain.ts';

export interface CompareParameters {
  /** False: no attempt is compared. */
  enabled: boolean;
  /** Draws the stimuli. */
  seed: string;
  /** Comparisons at once; 0 = one a core. */
  lanes: number;
  allow_unconfined: boolean;
}

/** Raise it when the same pair would get other verdicts. */
export const VERSION = 2;

/** All that a comparison depends on besides the two designs, as a key. */
export async function currentConfiguration({ seed, allow_unconfined }: CompareParameters): Promise<string> {
  const { tool, flags } = await icarusIdentity('2012');
  const sandbox = allow_unconfined && !('sandbox' in trySandbox()) ? 'limits-only' : 'bubblewrap';
  return keyHash('compare', String(VERSION), seed, tool, flags, sandbox, JSON.stringify(DEFAULT_LIMITS));
}

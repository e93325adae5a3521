import { keyHash } from '../../core/content-hash.ts';
import { trySandbox } from '../../eda/sandbox.ts';
import { findTools } from '../../eda/tool-program.ts';

export interface SliceParameters {
  /** False: nothing is sliced. */
  enabled: boolean;
  /** `compared`: answers that were run beside their reference, and these references; `all`: every answer too. */
  designs: 'compared' | 'all';
  /** Proves each slice; without it they are only cut. */
  prove: boolean;
  /** Proofs at once; 0 = one a core. */
  lanes: number;
  allow_unconfined: boolean;
}

/** Raise it when the same design would get other slices or proofs. */
export const VERSION = 2;

/** All that slices and their proofs depend on besides the design, as a key. */
export function currentConfiguration({ prove, allow_unconfined }: SliceParameters): string {
  if (!prove) return keyHash('slice', String(VERSION), 'not proved');
  const sandbox = allow_unconfined && !('sandbox' in trySandbox()) ? 'limits-only' : 'bubblewrap';
  return keyHash('slice', String(VERSION), findTools().yosys?.version ?? 'no Yosys', sandbox);
}

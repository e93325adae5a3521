import type { Stage } from '../../engine/stage.ts';
import { comparePending } from './compare-pending.ts';
import { type CompareParameters, currentConfiguration, VERSION } from './configuration.ts';
import { countPairs } from './pending-pairs.ts';

/** Runs every answer beside the reference design of its problem and says which outputs differ. */
export const compareStage: Stage<CompareParameters> = {
  name: 'compare',
  version: VERSION,
  scope: 'document',
  summary: 'run answers beside reference designs, output by output',
  reads: ['curated.attempt_inputs', 'curated.reference_designs', 'raw.documents', 'raw.bundle_files'],
  writes: ['fact.comparisons', 'fact.signal_verdicts'],
  parameters: {
    type: 'object',
    additionalProperties: false,
    properties: {
      enabled: { type: 'boolean', default: true },
      seed: { type: 'string', default: '1' },
      lanes: { type: 'integer', minimum: 0, default: 0 },
      allow_unconfined: { type: 'boolean', default: false },
    },
  },
  plan: async ({ warehouse }, parameters) => {
    if (!parameters.enabled) return { todo: 0, done: 0, why: 'not enabled: outputs are not compared' };
    const { total, pending } = await countPairs(warehouse, await currentConfiguration(parameters));
    return { todo: pending, done: total - pending, why: 'designs not run beside their reference' };
  },
  run: comparePending,
};

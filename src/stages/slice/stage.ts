import type { Stage } from '../../engine/stage.ts';
import { currentConfiguration, type SliceParameters, VERSION } from './configuration.ts';
import { countDesigns } from './pending-designs.ts';
import { slicePending } from './slice-pending.ts';

/** Says of every output of a design which source drives it, and proves it by blanking the rest. */
export const sliceStage: Stage<SliceParameters> = {
  name: 'slice',
  version: VERSION,
  scope: 'document',
  summary: 'find what drives each output, and prove it',
  reads: [
    'curated.attempt_inputs',
    'curated.reference_designs',
    'fact.comparisons',
    'raw.documents',
    'raw.bundle_files',
  ],
  writes: ['fact.slices', 'fact.sliced_designs'],
  parameters: {
    type: 'object',
    additionalProperties: false,
    properties: {
      enabled: { type: 'boolean', default: true },
      designs: { type: 'string', enum: ['compared', 'all'], default: 'compared' },
      prove: { type: 'boolean', default: true },
      lanes: { type: 'integer', minimum: 0, default: 0 },
      allow_unconfined: { type: 'boolean', default: false },
    },
  },
  plan: async ({ warehouse }, parameters) => {
    if (!parameters.enabled) return { todo: 0, done: 0, why: 'not enabled: outputs are not sliced' };
    const { total, pending } = await countDesigns(warehouse, parameters, currentConfiguration(parameters));
    return { todo: pending, done: total - pending, why: 'designs whose outputs were not sliced' };
  },
  run: slicePending,
};

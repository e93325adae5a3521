import type { Stage } from '../../engine/stage.ts';
import { currentConfiguration, type StrengthenParameters, VERSION } from './configuration.ts';
import { countTestbenches } from './pending-testbenches.ts';
import { strengthenPending } from './strengthen-pending.ts';

/** Measures how strong the testbenches are, and proves answers that pass against the reference of their problem. */
export const strengthenStage: Stage<StrengthenParameters> = {
  name: 'strengthen',
  version: VERSION,
  scope: 'document',
  summary: 'try testbenches with mutants, prove answers against references',
  reads: [
    'curated.attempt_inputs',
    'curated.reference_designs',
    'curated.testbenches',
    'fact.simulations',
    'fact.judgements',
    'raw.documents',
    'raw.bundle_files',
  ],
  writes: ['fact.testbench_strength', 'fact.mutant_logs', 'fact.equivalences', 'fact.autopsies'],
  parameters: {
    type: 'object',
    additionalProperties: false,
    properties: {
      mutants: { type: 'integer', minimum: 0, default: 0 },
      seed: { type: 'string', default: '0' },
      at_least: { type: 'number', minimum: 0, maximum: 1, default: 0.9 },
      prove: { type: 'boolean', default: true },
      patterns: { type: 'string', default: 'pipelines/verdict-patterns.yaml' },
      lanes: { type: 'integer', minimum: 0, default: 0 },
      allow_unconfined: { type: 'boolean', default: false },
    },
  },
  plan: async (context, parameters) => {
    const { total, pending } = await countTestbenches(
      context.warehouse,
      (await currentConfiguration(context, parameters)).key,
    );
    if (parameters.mutants === 0) return { todo: 0, done: 0, why: 'mutants is 0: strength is not measured' };
    return {
      todo: pending,
      done: total - pending,
      why: `testbenches not tried with ${parameters.mutants} mutants`,
    };
  },
  run: strengthenPending,
};

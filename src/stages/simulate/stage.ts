import type { Generation } from '../../eda/icarus.ts';
import type { Limits } from '../../eda/simulator.ts';
import type { Stage } from '../../engine/stage.ts';
import { currentConfiguration } from './configuration.ts';
import { countPairs } from './pending-pairs.ts';
import { simulatePending } from './simulate-pending.ts';

export interface SimulateParameters {
  /** Simulations at once; 0 = one a core. */
  lanes: number;
  generation: Generation;
  /** Runs without bubblewrap where it cannot work; results then say `limits-only`. */
  allow_unconfined: boolean;
  limits: Partial<Limits>;
}

const LIMIT = { type: 'integer', minimum: 1 };

/** Compiles and simulates every (design, testbench) pair of the attempts, confined; each pair once. */
export const simulateStage: Stage<SimulateParameters> = {
  name: 'simulate',
  version: 1,
  scope: 'document',
  summary: 'compile and simulate every attempt, confined',
  reads: ['curated.attempt_inputs', 'raw.documents', 'raw.bundle_files', 'fact.testbenches'],
  writes: ['fact.simulations'],
  parameters: {
    type: 'object',
    additionalProperties: false,
    properties: {
      lanes: { type: 'integer', minimum: 0, default: 0 },
      generation: { type: 'string', enum: ['2001', '2005', '2009', '2012'], default: '2012' },
      allow_unconfined: { type: 'boolean', default: false },
      limits: {
        type: 'object',
        additionalProperties: false,
        default: {},
        properties: {
          compileCpuSeconds: LIMIT,
          simulationCpuSeconds: LIMIT,
          wallSeconds: LIMIT,
          memoryMiB: LIMIT,
          outputBytes: LIMIT,
          fileBytes: LIMIT,
        },
      },
    },
  },
  plan: async (context, parameters) => {
    const configuration = await currentConfiguration(parameters);
    const { total, pending } = await countPairs(context.warehouse, configuration.key);
    return {
      todo: pending,
      done: total - pending,
      why: `distinct (design, testbench) pairs without a result of ${configuration.tool} ${configuration.flags}`,
    };
  },
  run: simulatePending,
};

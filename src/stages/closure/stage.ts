import type { Stage } from '../../engine/stage.ts';
import { CLOSURE_VERSION, closePending, closureConfiguration } from './close-pending.ts';
import { countGroups } from './pending-groups.ts';

interface ClosureParameters {
  /** Compiles at once for each front end; 0 = one a core. */
  lanes: number;
  /** Compiles without bubblewrap where it cannot work. */
  allow_unconfined: boolean;
}

/** Finds for each module the smallest set of files of its repository with which it compiles. */
export const closureStage: Stage<ClosureParameters> = {
  name: 'closure',
  version: CLOSURE_VERSION,
  scope: 'document',
  summary: 'find the files that each module needs, and compile the two together',
  reads: ['curated.screened_files', 'curated.corpus_modules', 'raw.documents'],
  writes: [
    'fact.closures',
    'fact.module_closures',
    'fact.closed_repositories',
    'raw.documents',
    'raw.bundle_files',
  ],
  parameters: {
    type: 'object',
    additionalProperties: false,
    properties: {
      lanes: { type: 'integer', minimum: 0, default: 0 },
      allow_unconfined: { type: 'boolean', default: false },
    },
  },
  plan: async ({ warehouse }, parameters) => {
    const configuration = await closureConfiguration(warehouse, options(parameters));
    const { total, pending } = await countGroups(warehouse, configuration);
    return {
      todo: pending,
      done: total - pending,
      why: 'repositories whose files changed since their closures, or of which a module was left',
    };
  },
  run: (context, parameters) => closePending(context, options(parameters)),
};

function options({ lanes, allow_unconfined }: ClosureParameters) {
  return { lanes, allowUnconfined: allow_unconfined };
}

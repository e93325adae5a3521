import type { Stage } from '../../engine/stage.ts';
import { GATHER_VERSION, type GatherParameters, gatherSources, planSources } from './gather-sources.ts';

const MIB = 1024 * 1024;

/** Reads repositories, folders, archives and data sets into raw tables, each state of their content once. */
export const gatherStage: Stage<GatherParameters> = {
  name: 'gather',
  version: GATHER_VERSION,
  scope: 'document',
  summary: 'read repositories, folders, archives and data sets',
  reads: [],
  writes: [
    'raw.repositories',
    'raw.corpus_files',
    'raw.repository_texts',
    'raw.documents',
    'raw.rejects',
    'fact.instruction_checks',
  ],
  parameters: {
    type: 'object',
    additionalProperties: false,
    required: ['sources'],
    properties: {
      sources: { type: 'array', items: { type: 'string', minLength: 1 } },
      max_file_bytes: { type: 'integer', minimum: 1, default: 4 * MIB },
      max_archive_bytes: { type: 'integer', minimum: 1, default: 8192 * MIB },
      clone_seconds: { type: 'integer', minimum: 1, default: 1800 },
      repositories: { type: 'string', default: '' },
    },
  },
  plan: planSources,
  run: gatherSources,
};

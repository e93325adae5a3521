import type { Stage } from '../../engine/stage.ts';
import type { SourceRole } from './canonical-rows.ts';
import { expandInputs } from './expand-inputs.ts';
import { ingestPaths } from './ingest-paths.ts';
import { findSource } from './input-source.ts';

export interface IngestParameters {
  role: SourceRole;
  /** Files, folders or globs. */
  paths: string[];
}

/** Reads files into raw tables. What was read before is not read again; every row ends kept or rejected. */
export const ingestStage: Stage<IngestParameters> = {
  name: 'ingest',
  version: 1,
  scope: 'document',
  summary: 'read input files',
  reads: [],
  writes: [
    'raw.sources',
    'raw.records',
    'raw.documents',
    'raw.bundle_files',
    'raw.attempts',
    'raw.problem_references',
    'raw.events',
    'raw.rejects',
  ],
  parameters: {
    type: 'object',
    additionalProperties: false,
    required: ['role', 'paths'],
    properties: {
      role: { type: 'string', enum: ['traces', 'references', 'protected'] },
      paths: { type: 'array', items: { type: 'string' } },
    },
  },
  plan: async ({ warehouse }, { role, paths }) => {
    const files = await expandInputs(paths);
    let done = 0;
    for (const file of files) if ((await findSource(warehouse, file, role)).known !== undefined) done += 1;
    return {
      todo: files.length - done,
      done,
      why: `files of role ${role} whose content was not read to its end`,
    };
  },
  run: ingestPaths,
};

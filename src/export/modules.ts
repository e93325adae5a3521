import { type DatasetTask, textFeatures } from './dataset-task.ts';

const META_COLUMNS = [
  'meta_module_id',
  'meta_name',
  'meta_repository',
  'meta_path',
  'meta_licence',
  'meta_group',
  'meta_domain',
  'meta_tier',
  'meta_evidence',
  'meta_front_end',
  'meta_module_sha256',
  'meta_bundle_sha256',
] as const;

/** Mined modules for language modelling: `text`, as TRL reads it. */
export const MODULES: DatasetTask = {
  name: 'modules',
  description:
    'Verilog modules (`text`) of repositories whose licence the policy allows; each compiled with the files that it needs.',
  relation: 'curated.module_rows',
  key: 'module_id',
  columns: [
    'name',
    'repo',
    'path',
    'line_start',
    'line_end',
    'licence',
    'front_end',
    'module_sha256',
    'bundle_sha256',
  ],
  content: { column: 'module_sha256', holds: 'design_hash' },
  refusedWith: ['repo', 'path', 'name'],
  features: {
    ...textFeatures(['text', ...META_COLUMNS]),
    meta_line_start: { dtype: 'int32', _type: 'Value' },
    meta_line_end: { dtype: 'int32', _type: 'Value' },
  },
  query: (rows, split) => `
    SELECT document.text AS text, module_id AS meta_module_id, name AS meta_name, repo AS meta_repository, path AS meta_path,
      licence AS meta_licence, group_id AS meta_group, domain AS meta_domain, tier AS meta_tier, evidence AS meta_evidence,
      front_end AS meta_front_end, module_sha256 AS meta_module_sha256, bundle_sha256 AS meta_bundle_sha256,
      line_start::INTEGER AS meta_line_start, line_end::INTEGER AS meta_line_end
    FROM ${rows} JOIN raw.documents AS document ON document.sha256 = module_sha256
    WHERE refusal IS NULL AND split = '${split}' ORDER BY group_id, module_sha256, module_id`,
};

import { type DatasetTask, textFeatures } from './dataset-task.ts';

const META_COLUMNS = [
  'meta_module_id',
  'meta_name',
  'meta_repository',
  'meta_licence',
  'meta_group',
  'meta_grain',
  'meta_source',
  'meta_model',
  'meta_grade',
  'meta_domain',
  'meta_tier',
] as const;

/** From a description to tier and domain (S3's classifier), as chat rows for training a model on it. */
export const DESCRIPTION_CLASSES: DatasetTask = {
  name: 'description_classes',
  description:
    'Chat rows (`messages`): a description of a module, answered by its tier and domain. Labels come from the structure of the code.',
  relation: 'curated.description_rows',
  key: 'description_key',
  columns: ['module_id', 'name', 'repo', 'licence', 'grain', 'source', 'model', 'grade', 'text'],
  content: { column: 'text', holds: 'text' },
  refusedWith: ['module_id', 'grain', 'source'],
  features: {
    messages: [{ role: { dtype: 'string', _type: 'Value' }, content: { dtype: 'string', _type: 'Value' } }],
    ...textFeatures(META_COLUMNS),
  },
  query: (rows, split) => `
    SELECT
      [{'role': 'user', 'content': 'Which complexity tier and domain has the module that this describes? ' || chr(10) || chr(10) || text},
       {'role': 'assistant', 'content': json_object('tier', tier, 'domain', domain)::VARCHAR}] AS messages,
      module_id AS meta_module_id, name AS meta_name, repo AS meta_repository, licence AS meta_licence,
      group_id AS meta_group, grain AS meta_grain, source AS meta_source, model AS meta_model, grade AS meta_grade,
      domain AS meta_domain, tier AS meta_tier
    FROM ${rows}
    WHERE refusal IS NULL AND split = '${split}' ORDER BY group_id, description_key`,
};

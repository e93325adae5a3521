import { type DatasetTask, textFeatures } from './dataset-task.ts';

const META_COLUMNS = [
  'meta_file_id',
  'meta_name',
  'meta_repository',
  'meta_path',
  'meta_licence',
  'meta_group',
  'meta_domain',
  'meta_tier',
  'meta_evidence',
  'meta_rtl_sha256',
] as const;

/** Chat rows of data sets: nothing but compiling was proved of their answers, so they are a configuration of their own. */
export const CORPUS_SFT: DatasetTask = {
  name: 'corpus_sft',
  description:
    'Chat rows (`messages`) of data sets: instruction and design as found. The designs compile; whether they do what is asked was not tested.',
  relation: 'curated.instruction_rows',
  key: 'file_id',
  columns: ['name', 'repo', 'path', 'licence', 'file_sha256', 'instruction_sha256'],
  content: { column: 'file_sha256', holds: 'design_hash' },
  refusedWith: ['repo', 'path', 'name'],
  features: {
    messages: [{ role: { dtype: 'string', _type: 'Value' }, content: { dtype: 'string', _type: 'Value' } }],
    ...textFeatures(META_COLUMNS),
  },
  query: (rows, split) => `
    SELECT
      [{'role': 'user', 'content': instruction.text},
       {'role': 'assistant', 'content': '\`\`\`verilog' || chr(10) || trim(design.text, chr(10)) || chr(10) || '\`\`\`'}] AS messages,
      file_id AS meta_file_id, name AS meta_name, repo AS meta_repository, path AS meta_path, licence AS meta_licence,
      group_id AS meta_group, domain AS meta_domain, tier AS meta_tier, evidence AS meta_evidence,
      file_sha256 AS meta_rtl_sha256
    FROM ${rows}
    JOIN raw.documents AS instruction ON instruction.sha256 = instruction_sha256
    JOIN raw.documents AS design ON design.sha256 = file_sha256
    WHERE refusal IS NULL AND split = '${split}' ORDER BY group_id, file_sha256, file_id`,
};

import { type DatasetTask, textFeatures } from './dataset-task.ts';

const COLUMNS = [
  'problem_id',
  'model',
  'run_id',
  'rtl_sha256',
  'testbench_sha256',
  'tool',
  'instruction_sha256',
  'header_sha256',
] as const;

/** What is known of a row, in columns that begin with `meta_`, which trainers leave alone. */
const META_COLUMNS = [
  'meta_attempt_id',
  'meta_problem_id',
  'meta_group',
  'meta_domain',
  'meta_tier',
  'meta_evidence',
  'meta_model',
  'meta_run_id',
  'meta_rtl_sha256',
  'meta_testbench_sha256',
  'meta_tool',
] as const;

/** Chat rows for supervised fine-tuning: `messages` (user, assistant) as TRL and `datasets` read them. */
export const SFT: DatasetTask = {
  name: 'sft',
  description:
    'Chat rows (`messages`) of Verilog designs that a comparing testbench accepted when they were simulated again.',
  relation: 'curated.sft_rows',
  key: 'attempt_id',
  columns: COLUMNS,
  content: { column: 'rtl_sha256', holds: 'design_hash' },
  refusedWith: ['problem_id'],
  features: {
    messages: [{ role: { dtype: 'string', _type: 'Value' }, content: { dtype: 'string', _type: 'Value' } }],
    ...textFeatures(META_COLUMNS),
  },
  query: sftQuery,
};

/**
 * A design of several files is given file by file; a module head that the answer continued stands behind the
 * instruction unless it is in it.
 */
function sftQuery(rows: string, split: string): string {
  return `
    WITH design AS (
      SELECT bundle_sha256 AS rtl_sha256, string_agg('// file: ' || name || chr(10) || text, chr(10) ORDER BY position) AS rtl
      FROM raw.bundle_files JOIN raw.documents USING (sha256)
      WHERE bundle_sha256 IN (SELECT rtl_sha256 FROM ${rows}) GROUP BY bundle_sha256
    ), asked AS (
      SELECT r.*, instruction.text || CASE
          WHEN header.text IS NULL OR contains(instruction.text, trim(header.text)) THEN ''
          ELSE chr(10) || chr(10) || 'The module begins:' || chr(10) || '\`\`\`verilog' || chr(10) || trim(header.text) || chr(10) || '\`\`\`'
        END AS prompt,
        COALESCE(design.rtl, single.text) AS rtl
      FROM ${rows} AS r
      JOIN raw.documents AS instruction ON instruction.sha256 = r.instruction_sha256
      LEFT JOIN raw.documents AS header ON header.sha256 = r.header_sha256
      LEFT JOIN raw.documents AS single ON single.sha256 = r.rtl_sha256
      LEFT JOIN design USING (rtl_sha256)
      WHERE r.refusal IS NULL AND r.split = '${split}'
    )
    SELECT
      [{'role': 'user', 'content': prompt},
       {'role': 'assistant', 'content': '\`\`\`verilog' || chr(10) || trim(rtl, chr(10)) || chr(10) || '\`\`\`'}] AS messages,
      attempt_id AS meta_attempt_id, problem_id AS meta_problem_id, group_id AS meta_group,
      domain AS meta_domain, tier AS meta_tier, evidence AS meta_evidence, model AS meta_model, run_id AS meta_run_id,
      rtl_sha256 AS meta_rtl_sha256, testbench_sha256 AS meta_testbench_sha256, tool AS meta_tool
    FROM asked ORDER BY group_id, rtl_sha256, attempt_id`;
}

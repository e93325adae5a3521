import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { copiedSamples } from '../../support/copied-samples.ts';
import { scratchFolder } from '../../support/scratch.ts';
import { runSteps } from '../../support/stage-run.ts';
import { writeJsonl } from '../../support/trace-files.ts';

const context = await copiedSamples();
const { warehouse } = context;
const exportsFolder = join(dirname(warehouse.path), 'exports');

/** Four exported attempts of four problems, one to be protected by each property. */
const chosen = await warehouse.rows<
  Record<'attempt_id' | 'problem_id' | 'instruction' | 'rtl' | 'testbench', string>
>(
  `SELECT DISTINCT ON (problem_id) attempt_id, problem_id, i.text AS instruction, d.text AS rtl, t.text AS testbench
   FROM curated.sft_rows AS r
   JOIN raw.documents AS i ON i.sha256 = instruction_sha256
   JOIN raw.documents AS d ON d.sha256 = rtl_sha256
   JOIN raw.documents AS t ON t.sha256 = testbench_sha256
   WHERE refusal IS NULL ORDER BY problem_id, attempt_id LIMIT 4`,
);
const [byProblem, byDesign, byTestbench, byInstruction] = chosen as [
  (typeof chosen)[number],
  (typeof chosen)[number],
  (typeof chosen)[number],
  (typeof chosen)[number],
];
const benchmark = writeJsonl(scratchFolder(), 'benchmark.jsonl', [
  { task_id: byProblem.problem_id, testbench: 'module a; endmodule' },
  { task_id: 'bench-2', testbench: 'module b; endmodule', module_code: byDesign.rtl },
  { task_id: 'bench-3', testbench: byTestbench.testbench },
  { task_id: 'bench-4', testbench: 'module d; endmodule', description: byInstruction.instruction },
]);

const before = await warehouse.count('SELECT count(*) FROM curated.sft_rows WHERE refusal IS NULL');
await runSteps(
  context,
  ['ingest', { role: 'protected', paths: [benchmark] }],
  ['curate'],
  ['split', { seed: '42', splits: '90/10' }],
  ['export'],
);

test.each([
  ['problem', byProblem],
  ['design', byDesign],
  ['testbench', byTestbench],
  ['instruction', byInstruction],
])(
  'an attempt with the %s of a protected benchmark is refused, and the refusal says so',
  async (by, { attempt_id }) => {
    const refused = readFileSync(join(exportsFolder, 'sft/refused.jsonl'), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { attempt_id: string; reason: string });
    expect(refused.find((row) => row.attempt_id === attempt_id)?.reason).toBe(
      `protected benchmark benchmark (same ${by})`,
    );
    for (const split of ['train', 'validation'])
      expect(readFileSync(join(exportsFolder, `sft/jsonl/${split}.jsonl`), 'utf8')).not.toContain(attempt_id);
  },
);

test('protected attempts are still measured, and the others still exported', async () => {
  const marked = await warehouse.count('SELECT count(*) FROM report.attempts WHERE protected');
  const after = await warehouse.count('SELECT count(*) FROM curated.sft_rows WHERE refusal IS NULL');
  expect(marked).toBeGreaterThanOrEqual(4);
  expect(after).toBeGreaterThan(0);
  expect(after).toBeLessThan(before);
  expect(
    await warehouse.count("SELECT count(*) FROM report.attempts WHERE protected AND verdict = 'pass'"),
  ).toBeGreaterThan(3);
});

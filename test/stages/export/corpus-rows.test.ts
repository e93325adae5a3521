import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runAudits } from '../../../src/engine/audits.ts';
import { BENCHMARK, CLEAN } from '../../dedupe/contamination/designs.ts';
import { scratchContext, scratchFolder } from '../../support/scratch.ts';
import { runSteps } from '../../support/stage-run.ts';
import { writeJsonl } from '../../support/trace-files.ts';

const context = await scratchContext();
const { warehouse } = context;
const folder = scratchFolder();
const repository = join(folder, 'machines');
mkdirSync(repository);
for (const { name, design } of CLEAN) writeFileSync(join(repository, `${name}.v`), `${design}\n`);
writeFileSync(
  join(repository, 'broken.v'),
  'module broken(output y); assign y = missing_wire + ; endmodule\n',
);
const [, gate, , pipeline] = BENCHMARK as unknown as [unknown, ...(typeof BENCHMARK)[number][]];
const benchmark = writeJsonl(folder, 'bench.jsonl', [{ task_id: 'gate', code: gate!.design }]);
const set = writeJsonl(
  folder,
  'set.jsonl',
  [gate!, pipeline!].map(({ specification, design }) => ({ instruction: specification, output: design })),
);
await runSteps(
  context,
  ['protect', { paths: [benchmark] }],
  ['gather', { sources: [repository, set] }],
  ['screen'],
  ['licence', { profile: 'any' }],
  ['parse'],
  ['closure'],
  ['curate'],
  ['dedupe'],
  ['contamination'],
  ['split', { splits: '100/0' }],
  ['export', { folder: join(folder, 'exports') }],
);
const read = (path: string): Record<string, unknown>[] =>
  readFileSync(join(folder, 'exports', path), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

describe('modules', () => {
  const rows = read('modules/jsonl/train.jsonl');

  test('are exported as text with where they come from', () => {
    expect(rows.map((row) => row['meta_name']).sort()).toEqual(
      [...CLEAN.map(({ name }) => name), 'pair_sum', 'two_stage'].sort(),
    );
    const row = rows.find(({ meta_name }) => meta_name === 'scaler')!;
    expect(row).toMatchObject({
      text: CLEAN.find(({ name }) => name === 'scaler')!.design,
      meta_path: 'scaler.v',
      meta_evidence: 'compiles',
      meta_line_start: 1,
    });
    expect(row['meta_repository']).toMatch(/machines/);
  });

  test('of one repository lie in one group', () => {
    const groups = new Set(
      rows.filter(({ meta_path }) => String(meta_path).endsWith('.v')).map((row) => row['meta_group']),
    );
    expect(groups.size).toBe(1);
  });

  test('that do not compile or are protected are listed with their reason', () => {
    const refused = read('modules/refused.jsonl');
    expect(refused).toContainEqual(
      expect.objectContaining({ name: 'broken', reason: expect.stringMatching(/^does not compile/) }),
    );
    expect(refused).toContainEqual(
      expect.objectContaining({ name: 'ticket_gate', reason: 'near protected benchmark bench (renamed)' }),
    );
  });
});

test('rows of a data set are chat rows of their own configuration, whole with all their modules', () => {
  const rows = read('corpus_sft/jsonl/train.jsonl');
  expect(rows).toHaveLength(1);
  expect(rows[0]!['messages']).toEqual([
    { role: 'user', content: pipeline!.specification },
    { role: 'assistant', content: `\`\`\`verilog\n${pipeline!.design}\n\`\`\`` },
  ]);
  expect(read('corpus_sft/refused.jsonl')).toEqual([expect.objectContaining({ name: 'ticket_gate' })]);
});

test('nothing that they share crosses sides', async () => {
  await runAudits(['no-edge-crosses-splits'], context);
  expect(await warehouse.count('SELECT count(*) FROM curated.row_links')).toBeGreaterThan(10);
});

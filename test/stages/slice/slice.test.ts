import { expect, test } from 'vitest';
import { scratchContext, scratchFolder } from '../../support/scratch.ts';
import { runSteps } from '../../support/stage-run.ts';
import { writeJsonl } from '../../support/trace-files.ts';
import { COUNTER } from '../../truth/testbench/designs.ts';

const WRONG = COUNTER.replace('en && q == TOP', 'q == TOP');
const ANSWERS = [COUNTER, WRONG, COUNTER.replace('q <= d;', 'q <= d +;'), COUNTER.replace('q + 1', 'q + 2')];

const folder = scratchFolder();
const context = await scratchContext();
const { warehouse } = context;
const references = writeJsonl(folder, 'references.jsonl', [
  { task_id: 'counter', testbench: 'module tb; endmodule', module_code: COUNTER },
]);
const traces = writeJsonl(
  folder,
  'rollouts.jsonl',
  ANSWERS.map((code, index) => ({
    task_id: 'counter',
    prompt: `Write a counter: ${index}.`,
    completion: `\`\`\`verilog\n${code}\n\`\`\``,
  })),
);
await runSteps(
  context,
  ['ingest', { role: 'references', paths: [references] }],
  ['ingest', { role: 'traces', paths: [traces] }],
  ['extract'],
);
const slice = async (parameters: Record<string, unknown> = {}) =>
  (await runSteps(context, ['slice', { lanes: 1, ...parameters }]))[0]!;
const beforeComparing = await slice();
await runSteps(context, ['compare', { lanes: 1 }]);
const outcome = await slice();

const slicesOf = (line: number) =>
  warehouse.rows<Record<string, unknown>>(
    `SELECT signal, verdict, level, proof, [c.signal FOR c IN coupled] AS coupled,
       [substr(d.text, s.start + 1, s."end" - s.start) FOR s IN spans IF s.kind = 'driver'] AS drivers
     FROM report.slices JOIN raw.attempts USING (attempt_id) JOIN raw.records USING (record_id)
     JOIN raw.documents AS d ON d.sha256 = rtl_sha256 WHERE line = ${line} ORDER BY signal`,
  );

test('nothing is sliced before something was compared, or when it is not enabled', async () => {
  expect(beforeComparing).toMatchObject({ rowsIn: 0, added: 0 });
  expect(beforeComparing.notes).toEqual(['nothing to slice: no answer was compared with a reference']);
  expect((await slice({ enabled: false })).notes).toEqual(['not sliced: not enabled']);
});

test('every answer that was compared is sliced once, and so is the reference', async () => {
  expect(outcome).toMatchObject({ rowsIn: 4, kept: 4, rejected: 0, added: 4 });
  expect(outcome.notes).toEqual([
    '8 of 8 outputs are proved by their slices, 0 needed more than the smallest',
  ]);
  expect(await slice()).toMatchObject({ rowsIn: 4, added: 0 });
});

test('verdict, proof, coupling and the ranges of the text that drive the output', async () => {
  const [full, q] = await slicesOf(2);
  expect(full).toMatchObject({ signal: 'full', verdict: 'wrong', level: 'minimal', proof: 'proved' });
  expect(full!['coupled']).toEqual(['q']);
  expect(q).toMatchObject({ signal: 'q', verdict: 'correct' });
  expect(q!['drivers']).toEqual(['q <= 0;', 'q <= d;', 'q <= q == TOP ? 0 : q + 1;']);
  expect(await slicesOf(3)).toEqual([]);
});

test('pairs of attempts of which one has an output right', async () => {
  const pairs = await warehouse.rows(
    `SELECT signal, proved, chosen_coupled, len(chosen_spans) > 0 AS has_spans FROM report.contrast_pairs ORDER BY ALL`,
  );
  const about = { proved: true, chosen_coupled: true, has_spans: true };
  // q: two that have it right beside one; full: the right one beside the wrong one and, through q, the last.
  expect(pairs).toEqual([
    { signal: 'full', ...about },
    { signal: 'full', ...about },
    { signal: 'q', ...about },
    { signal: 'q', ...about },
  ]);
});

test('all designs, cut and not proved: those that do not parse are rejected with the reason', async () => {
  expect(await slice({ designs: 'all', prove: false })).toMatchObject({
    rowsIn: 5,
    kept: 4,
    rejected: 1,
    added: 5,
  });
  const [row] = await warehouse.rows("SELECT reason FROM fact.sliced_designs WHERE outcome = 'unsliced'");
  expect(row).toEqual({ reason: 'design.sv does not parse' });
});

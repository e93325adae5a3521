import { expect, test } from 'vitest';
import { publishModels } from '../../../src/engine/models.ts';
import type { StageContext } from '../../../src/engine/stage.ts';
import { addBundle, type DocumentRows, writeDocuments } from '../../../src/warehouse/bundles.ts';
import { scratchContext } from '../../support/scratch.ts';
import { runSteps } from '../../support/stage-run.ts';

interface Row {
  id: string;
  design: string;
  evidence?: string;
  refusal?: string;
  instruction?: string;
}

/** A warehouse with rows as `curate` would leave them. */
async function contextWith(rows: readonly Row[]): Promise<StageContext> {
  const context = await scratchContext();
  await publishModels(context);
  await addRows(context, rows);
  return context;
}

async function addRows({ warehouse }: StageContext, rows: readonly Row[]): Promise<void> {
  for (const { id, design, evidence = 'checked', refusal = null, instruction } of rows) {
    const documents: DocumentRows = { documents: [], bundleFiles: [] };
    const files = design.split('---\n').map((text, index) => ({ name: `${index}.v`, text }));
    const rtl = addBundle(documents, files);
    const spec =
      instruction === undefined ? null : addBundle(documents, [{ name: 'spec', text: instruction }]);
    await writeDocuments(warehouse, documents);
    await warehouse.run(
      `INSERT INTO curated.sft_candidates BY NAME
       SELECT ? AS attempt_id, ? AS rtl_sha256, ? AS instruction_sha256, ? AS evidence, ? AS refusal`,
      [id, rtl, spec, evidence, refusal],
    );
  }
}

const dedupe = async (context: StageContext, parameters = {}) =>
  (await runSteps(context, ['dedupe', parameters]))[0]!;
const duplicates = (context: StageContext) =>
  context.warehouse.rows(
    'SELECT module_id, keeper_id, key, jaccard FROM report.duplicates ORDER BY module_id',
  );

const statement = (index: number, operator = '+'): string =>
  `  always @(posedge clk) if (enable_${index}) stage_${index} <= data_${index} ${operator} ${index};\n`;
/** A design of `count` statements; those in `changed` differ. */
function design(count: number, changed: readonly number[] = []): string {
  const body = Array.from({ length: count }, (_, index) =>
    statement(index, changed.includes(index) ? '-' : '+'),
  );
  return `module pipeline(input clk, input reset, output [7:0] result);\n${body.join('')}endmodule\n`;
}

const ORIGINAL = design(20);
const ROWS: readonly Row[] = [
  { id: 'a original', design: ORIGINAL, evidence: 'equivalent' },
  { id: 'b same text', design: ORIGINAL },
  { id: 'c commented', design: `// by somebody else\n${ORIGINAL.replaceAll('\n', '\n\n')}` },
  { id: 'd renamed', design: ORIGINAL.replaceAll('data_', 'value_') },
  {
    id: 'e reordered',
    design: ORIGINAL.replace('input clk, input reset', 'input reset, input clk').replaceAll('stage_', 's'),
  },
  { id: 'f near', design: design(20, [4]) },
  { id: 'g another', design: design(20).replaceAll('posedge', 'negedge').replaceAll('<= data', '<= ~data') },
];

test('each row is found by the key that should find it, and the best row is kept', async () => {
  const context = await contextWith(ROWS);
  expect(await dedupe(context)).toMatchObject({ rowsIn: 7, kept: 2, rejected: 5, added: 7 - 1 });
  const keeper_id = 'a original';
  expect(await duplicates(context)).toEqual([
    { module_id: 'b same text', keeper_id, key: 'text', jaccard: 1 },
    { module_id: 'c commented', keeper_id, key: 'comments', jaccard: 1 },
    { module_id: 'd renamed', keeper_id, key: 'renamed', jaccard: null },
    { module_id: 'e reordered', keeper_id, key: 'ports', jaccard: null },
    { module_id: 'f near', keeper_id, key: 'near', jaccard: expect.closeTo(0.95, 1) },
  ]);
});

test('a second run does nothing; a stricter threshold decides anew without reading a text', async () => {
  const context = await contextWith(ROWS);
  await dedupe(context);
  const before = await duplicates(context);
  const counts = () =>
    context.warehouse.rows(
      'SELECT (SELECT count(*) FROM fact.fingerprints) AS f, count(*) AS s FROM fact.near_searches',
    );
  const facts = await counts();
  expect(await dedupe(context)).toMatchObject({ added: 0, rejected: 5 });
  expect(await duplicates(context)).toEqual(before);
  expect(await dedupe(context, { threshold: 0.99, short_threshold: 0.99 })).toMatchObject({
    added: 0,
    rejected: 4,
  });
  expect(await counts()).toEqual(facts);
});

test('rows that come later are compared with the old ones, and give what one run over all gives', async () => {
  const whole = await contextWith(ROWS);
  await dedupe(whole);
  const grown = await contextWith(ROWS.slice(3));
  await dedupe(grown);
  await addRows(grown, ROWS.slice(0, 3));
  expect(await dedupe(grown)).toMatchObject({ added: 2 });
  expect(await duplicates(grown)).toEqual(await duplicates(whole));
  const edges = 'SELECT jaccard, shorter FROM fact.near_edges ORDER BY ALL';
  expect(await grown.warehouse.rows(edges)).toEqual(await whole.warehouse.rows(edges));
});

test('a row that the export refuses stands for no other, however good', async () => {
  const context = await contextWith([
    { id: 'refused', design: ORIGINAL, evidence: 'equivalent', refusal: 'protected benchmark' },
    { id: 'usable', design: ORIGINAL, evidence: 'simulates' },
  ]);
  await dedupe(context);
  expect(await duplicates(context)).toMatchObject([{ module_id: 'refused', keeper_id: 'usable' }]);
});

test('evidence decides, and a change of it decides again', async () => {
  const context = await contextWith([
    { id: 'weak', design: ORIGINAL, evidence: 'simulates' },
    { id: 'strong', design: design(20, [3]), evidence: 'checked' },
  ]);
  await dedupe(context);
  expect(await duplicates(context)).toMatchObject([{ module_id: 'weak', keeper_id: 'strong' }]);
  await context.warehouse.run(
    "UPDATE curated.sft_candidates SET evidence = 'equivalent' WHERE attempt_id = 'weak'",
  );
  await dedupe(context);
  expect(await duplicates(context)).toMatchObject([{ module_id: 'strong', keeper_id: 'weak' }]);
});

test('short designs that differ in an operator are two designs, though their edge is stored', async () => {
  const gate = (operator: string): string =>
    `module gate(input a, input b, input c, output y); assign y = (a ${operator} b) | (b & c) | (a & c); endmodule`;
  const context = await contextWith([
    { id: 'and', design: gate('&') },
    { id: 'xor', design: gate('^') },
  ]);
  expect(await dedupe(context)).toMatchObject({ kept: 2 });
  expect(await context.warehouse.count('SELECT count(*) FROM fact.near_edges')).toBe(1);
  expect(await dedupe(context, { short_tokens: 0 })).toMatchObject({ kept: 1 });
});

test('designs of several files are one text; a row without any token stands alone', async () => {
  const files = `${design(6)}---\n${design(8).replace('pipeline', 'second')}`;
  const context = await contextWith([
    { id: 'files', design: files },
    { id: 'files again', design: files.replace('output', ' output') },
    { id: 'empty', design: '// nothing here\n' },
  ]);
  expect(await dedupe(context)).toMatchObject({ rowsIn: 3, kept: 2 });
  expect(await duplicates(context)).toMatchObject([{ module_id: 'files again', key: 'comments' }]);
});

test('descriptions that say nearly the same have an edge of their own kind', async () => {
  const words =
    'Write a pipeline of twenty stages that each add their own number to the data that comes in when enabled';
  const context = await contextWith([
    { id: 'one', design: design(5), instruction: `${words}, and shows the result.` },
    { id: 'two', design: design(30, [1, 2]), instruction: `${words.toUpperCase()}, and shows the sum!` },
    {
      id: 'three',
      design: design(9),
      instruction: 'Something else altogether, of a traffic light with four states.',
    },
  ]);
  await dedupe(context);
  expect(
    await context.warehouse.rows("SELECT jaccard FROM fact.near_edges WHERE kind = 'spec'"),
  ).toMatchObject([{ jaccard: expect.closeTo(0.9, 1) }]);
});

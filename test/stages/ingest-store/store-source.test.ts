import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { StageContext, StageOutcome } from '../../../src/engine/stage.ts';
import { scratchContext, scratchFolder } from '../../support/scratch.ts';
import { runSteps } from '../../support/stage-run.ts';
import { writeJsonl } from '../../support/trace-files.ts';

const folder = scratchFolder();
const answers = (count: number, from = 0): unknown[] =>
  Array.from({ length: count }, (_, index) => ({
    task_id: `t${(from + index) % 7}`,
    prompt: 'Write an inverter.',
    completion: `module m${from + index}(input a, output y); assign y = ~a; endmodule`,
  }));

async function ingest(context: StageContext, ...paths: string[]): Promise<StageOutcome> {
  const [outcome] = await runSteps(context, ['ingest', { role: 'traces', paths }]);
  return outcome!;
}

const TABLES = ['documents', 'records', 'attempts', 'rejects', 'sources'] as const;

async function counts({ warehouse }: StageContext): Promise<Record<string, number>> {
  const rows = await Promise.all(
    TABLES.map(async (table) => [table, await warehouse.count(`SELECT count(*) FROM raw.${table}`)] as const),
  );
  return Object.fromEntries(rows);
}

/** Everything but times and places, for comparing two warehouses. */
async function content({ warehouse }: StageContext): Promise<unknown> {
  return {
    records: await warehouse.rows(
      'SELECT record_id, ordinal, line, mapping, text FROM raw.records ORDER BY ALL',
    ),
    attempts: await warehouse.rows('SELECT * EXCLUDE (source_id) FROM raw.attempts ORDER BY ALL'),
    documents: await warehouse.rows('SELECT * FROM raw.documents ORDER BY ALL'),
    rejects: await warehouse.rows('SELECT line, code, reason FROM raw.rejects ORDER BY ALL'),
  };
}

describe('a file that is there already', () => {
  test('adds nothing the second time, nor as a copy elsewhere', async () => {
    const context = await scratchContext();
    const file = writeJsonl(folder, 'one.jsonl', answers(30));
    expect(await ingest(context, file)).toMatchObject({ rowsIn: 30, kept: 30, rejected: 0, added: 30 });
    const before = await counts(context);
    expect(before).toMatchObject({ records: 30, attempts: 30, rejects: 0, sources: 1 });
    expect(await ingest(context, file)).toMatchObject({ rowsIn: 30, kept: 30, added: 0 });
    mkdirSync(join(folder, 'elsewhere'));
    copyFileSync(file, join(folder, 'elsewhere', 'renamed.jsonl'));
    expect(await ingest(context, join(folder, 'elsewhere'))).toMatchObject({
      rowsIn: 30,
      kept: 30,
      added: 0,
    });
    expect(await counts(context)).toEqual(before);
  });

  test('adds only its new rows when it has grown', async () => {
    const context = await scratchContext();
    const file = writeJsonl(folder, 'grows.jsonl', answers(20));
    await ingest(context, file);
    const first = await context.warehouse.rows('SELECT attempt_id FROM raw.attempts ORDER BY 1');
    writeFileSync(
      file,
      `${readFileSync(file, 'utf8')}${answers(5, 20)
        .map((row) => `${JSON.stringify(row)}\n`)
        .join('')}`,
    );
    expect(await ingest(context, file)).toMatchObject({ rowsIn: 25, kept: 25, rejected: 0 });
    expect(await counts(context)).toMatchObject({ records: 25, attempts: 25 });
    const after = await context.warehouse.rows('SELECT attempt_id FROM raw.attempts ORDER BY 1');
    expect(after).toEqual(expect.arrayContaining(first));
  });

  test('with the same answer twice keeps both attempts, and the text once', async () => {
    const context = await scratchContext();
    const [row] = answers(1);
    await ingest(context, writeJsonl(folder, 'twice.jsonl', [row, row]));
    expect(await counts(context)).toMatchObject({ attempts: 2, records: 2, documents: 2 });
  });
});

describe('a run that was killed', () => {
  test('after some batches is completed, and gives what an undisturbed run gives', async () => {
    const file = writeJsonl(folder, 'long.jsonl', answers(4500));
    const undisturbed = await scratchContext();
    await ingest(undisturbed, file);

    const killed = await scratchContext();
    const dying: StageContext = {
      ...killed,
      progress: {
        ...killed.progress,
        step: () => {
          throw new Error('killed');
        },
      },
    };
    await expect(ingest(dying, file)).rejects.toThrow('killed');
    const { records, sources } = await counts(killed);
    expect(records).toBeGreaterThan(0);
    expect(records).toBeLessThan(4500);
    expect(sources).toBe(0);
    expect(await ingest(killed, file)).toMatchObject({ rowsIn: 4500, kept: 4500 });
    expect(await counts(killed)).toEqual(await counts(undisturbed));
    expect(await content(killed)).toEqual(await content(undisturbed));
    expect(await ingest(killed, file)).toMatchObject({ added: 0 });
  });

  test('inside a batch leaves nothing of that batch', async () => {
    const file = writeJsonl(folder, 'batch.jsonl', answers(50));
    const context = await scratchContext();
    const append = context.warehouse.append.bind(context.warehouse);
    context.warehouse.append = async (table, ...rest) => {
      if (table === 'raw.attempts') throw new Error('killed');
      return append(table, ...rest);
    };
    await expect(ingest(context, file)).rejects.toThrow('killed');
    expect(await counts(context)).toEqual({ documents: 0, records: 0, attempts: 0, rejects: 0, sources: 0 });
  });
});

describe('what cannot be taken', () => {
  test('an empty file is one rejected row', async () => {
    const context = await scratchContext();
    const file = join(folder, 'empty.jsonl');
    writeFileSync(file, '');
    expect(await ingest(context, file)).toMatchObject({ rowsIn: 1, kept: 0, rejected: 1 });
    expect(await context.warehouse.rows('SELECT path, line, code FROM raw.rejects')).toEqual([
      { path: file, line: 1, code: 'INPUT_EMPTY' },
    ]);
    expect(await ingest(context, file)).toMatchObject({ rowsIn: 1, rejected: 1, added: 0 });
    expect(await counts(context)).toMatchObject({ rejects: 1 });
  });

  test('broken, unknown and cut rows are told with file and line, and the rest goes on', async () => {
    const context = await scratchContext();
    const good = answers(3).map((row) => JSON.stringify(row));
    const file = join(folder, 'broken.jsonl');
    const lines = [
      good[0],
      '{"task_id": broken}',
      '{"unheard": "of"}',
      good[1],
      good[2],
      good[0]!.slice(0, 40),
    ];
    writeFileSync(file, lines.join('\n'));
    expect(await ingest(context, file)).toMatchObject({ rowsIn: 6, kept: 3, rejected: 3 });
    const rejects = await context.warehouse.rows<{ path: string; line: number; reason: string }>(
      'SELECT path, line, reason FROM raw.rejects ORDER BY line',
    );
    expect(rejects.map(({ line }) => line)).toEqual([2, 3, 6]);
    expect(rejects.filter(({ path, reason }) => path !== file || !/\w/.test(reason))).toEqual([]);
    const [source] = await context.warehouse.rows('SELECT records, kept, rejected FROM raw.sources');
    expect(source).toEqual({ records: 6, kept: 3, rejected: 3 });
  });
});

test('the original record is kept whole beside what was mapped', async () => {
  const context = await scratchContext();
  const row = { ...(answers(1)[0] as object), unknown_key: { deep: [1, 'ä'] } };
  await ingest(context, writeJsonl(folder, 'whole.jsonl', [row]));
  const [record] = await context.warehouse.rows<{ text: string }>('SELECT text FROM raw.records');
  expect(JSON.parse(record!.text)).toEqual(row);
});

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { ingestFile } from '../../src/stages/ingest/ingest-file.ts';
import { loadMappings } from '../../src/stages/ingest/mapping.ts';
import { blocksOf, PROJECT, pageText } from './pages.ts';

const page = pageText('docs/trace-formats.md');

test('the example mapping takes the example record', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'quarry-docs-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, 'house-answers.yaml'), blocksOf(page, 'yaml')[0]!);
  writeFileSync(join(folder, 'answers.jsonl'), blocksOf(page, 'json')[0]!);
  const mappings = await loadMappings([folder]);
  const outcomes = await Array.fromAsync(ingestFile(join(folder, 'answers.jsonl'), { mappings }));
  expect(outcomes).toMatchObject([
    {
      mapping: 'house-answers',
      rejects: [],
      canonical: [
        {
          kind: 'attempt',
          run_id: 'answers',
          problem_id: 'cnt8',
          iteration: 2,
          model: 'model-x',
          answer_protocol: 'chat',
          claimed_status: 'pass',
          claimed_text: 'PASSED',
          metadata: { gpu: 'H200' },
        },
      ],
    },
  ]);
});

interface Schema {
  properties?: Record<string, Schema>;
  propertyNames?: { enum: string[] };
  definitions?: Record<string, Schema>;
  additionalProperties?: unknown;
}

/** Every key that the schema of mappings allows, at any depth, and every canonical field. */
function keysOf(schema: Schema): string[] {
  const own = Object.entries(schema.properties ?? {});
  return [
    ...(schema.propertyNames?.enum ?? []),
    ...own.map(([name]) => name),
    ...[...own.map(([, child]) => child), ...Object.values(schema.definitions ?? {})].flatMap(keysOf),
  ];
}

test('the page names every key and field of the schema', () => {
  const file = join(PROJECT, 'schemas/trace-mapping.schema.json');
  const keys = [...new Set(keysOf(JSON.parse(readFileSync(file, 'utf8')) as Schema))];
  expect(keys.length).toBeGreaterThan(50);
  const named = new Set([...page.matchAll(/`(\w+)`/g)].map((match) => match[1]!));
  expect(keys.filter((key) => !named.has(key))).toEqual([]);
});

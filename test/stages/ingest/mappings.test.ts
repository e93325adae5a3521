import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import { type IngestOutcome, ingestFile } from '../../../src/stages/ingest/ingest-file.ts';
import { loadMappings } from '../../../src/stages/ingest/mapping.ts';

const FIXTURES = join(import.meta.dirname, 'fixtures');
const SCHEMA = join(import.meta.dirname, '../../../schemas/canonical-attempt.schema.json');
const mappings = await loadMappings();
const isCanonical = new Ajv().compile(JSON.parse(readFileSync(SCHEMA, 'utf8')));

// `vitest -u` writes expected.jsonl anew; read the difference before committing it.
test.each(mappings.map(({ name }) => name))('%s maps its fixture as expected', async (name) => {
  const folder = join(FIXTURES, name);
  const input = readdirSync(folder).find((file) => file.startsWith('input.'));
  expect(input, `fixtures/${name} holds an input.* file`).toBeDefined();
  const outcomes = await Array.fromAsync(ingestFile(join(folder, input ?? ''), { mappings }));
  expect(outcomes.some((one) => !('bad' in one) && one.mapping === name && one.canonical.length > 0)).toBe(
    true,
  );
  for (const outcome of outcomes) {
    if ('bad' in outcome) continue;
    expect(
      outcome.canonical.length + outcome.rejects.length,
      'every record ends kept or rejected',
    ).toBeGreaterThan(0);
    for (const record of outcome.canonical) {
      expect(isCanonical(record), JSON.stringify(isCanonical.errors)).toBe(true);
    }
  }
  const lines = outcomes.map((outcome) => `${JSON.stringify(summary(outcome))}\n`).join('');
  await expect(lines).toMatchFileSnapshot(join(folder, 'expected.jsonl'));
});

test('every fixture belongs to a mapping', () => {
  expect(readdirSync(FIXTURES).sort()).toEqual(mappings.map(({ name }) => name).sort());
});

function summary(outcome: IngestOutcome): unknown {
  if ('bad' in outcome) return outcome;
  const { raw, mapping, canonical, rejects, again } = outcome;
  return { line: raw.line, mapping, canonical, rejects, ...(again ? { again } : {}) };
}

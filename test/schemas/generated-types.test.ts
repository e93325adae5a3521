import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compile } from 'json-schema-to-typescript';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');

test.each([
  ['canonical-attempt', 'CanonicalRecord', 'stages/ingest/canonical-record'],
  ['trace-mapping', 'TraceMapping', 'stages/ingest/trace-mapping'],
  ['corpus-mapping', 'CorpusMapping', 'stages/gather/corpus-mapping'],
  ['corpora', 'Corpora', 'stages/gather/corpora-file'],
  ['licence-policy', 'LicencePolicy', 'licences/licence-policy-file'],
])('the types of schemas/%s.schema.json are those that are used', async (schema, type, file) => {
  const source = `schemas/${schema}.schema.json`;
  const types = await compile(JSON.parse(readFileSync(join(ROOT, source), 'utf8')), type, {
    bannerComment: `/** Generated from ${source}. A test fails when they differ; \`vitest -u\` writes it anew. */`,
    style: { singleQuote: true, printWidth: 110, trailingComma: 'all' },
    additionalProperties: false,
    ignoreMinAndMaxItems: true,
  });
  await expect(types).toMatchFileSnapshot(join(ROOT, `src/${file}.ts`));
});

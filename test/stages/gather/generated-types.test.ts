import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compile } from 'json-schema-to-typescript';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../../..');

test.each([
  ['corpus-mapping', 'CorpusMapping', 'src/stages/gather/corpus-mapping.ts'],
  ['corpora', 'Corpora', 'src/stages/gather/corpora-file.ts'],
  ['licence-policy', 'LicencePolicy', 'src/licences/licence-policy-file.ts'],
])('the types of schemas/%s.schema.json are those that are used', async (schema, type, file) => {
  const source = `schemas/${schema}.schema.json`;
  const types = await compile(JSON.parse(readFileSync(join(ROOT, source), 'utf8')), type, {
    bannerComment: `/** Generated from ${source}. A test fails when they differ; \`vitest -u\` writes it anew. */`,
    style: { singleQuote: true, printWidth: 110, trailingComma: 'all' },
    additionalProperties: false,
    ignoreMinAndMaxItems: true,
  });
  await expect(types).toMatchFileSnapshot(join(ROOT, file));
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { generatedDocs } from '../../tools/generated-docs.ts';

const DOCS = join(import.meta.dirname, '../../docs');

test.each(Object.entries(generatedDocs()))('docs/%s is what `make docs` writes', (name, text) => {
  expect(readFileSync(join(DOCS, name), 'utf8')).toBe(text);
});

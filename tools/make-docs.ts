import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generatedDocs } from './generated-docs.ts';

/** Writes the references under docs/ from the code; a test fails when they differ. */
for (const [name, text] of Object.entries(generatedDocs())) {
  writeFileSync(join(import.meta.dirname, '..', 'docs', name), text);
}

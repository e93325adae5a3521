import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { globSync } from 'tinyglobby';
import { expect, test } from 'vitest';
import { ERROR_CODES } from '../../src/core/errors.ts';

const PROJECT = join(import.meta.dirname, '../..');
const SOURCES = globSync('src/**/*.ts', { cwd: PROJECT, absolute: true })
  .filter((file) => !file.endsWith('core/errors.ts'))
  .map((file) => readFileSync(file, 'utf8'))
  .join('\n');

test.each(Object.keys(ERROR_CODES))('%s is raised somewhere', (code) => {
  expect(SOURCES).toContain(`'${code}'`);
});

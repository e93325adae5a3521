import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { remoteOrigin } from '../../src/git/remote-origin.ts';
import { scratchFolder } from '../support/scratch.ts';

const scratch = scratchFolder();
const URL_LINE = '\turl = https://example.org/a.git\n';

test.each([
  ['plain', `[core]\n\tbare = true\n[remote "origin"]\n${URL_LINE}`, 'https://example.org/a.git'],
  ['named twice', `[remote "origin"]\n${URL_LINE}\tURL=b\n[branch "x"]\n\tremote = origin\n`, 'b'],
  ['another remote', `[remote "fork"]\n${URL_LINE}`, undefined],
  ['a comment behind', `[remote "origin"]\n\turl = c ; mine\n`, 'c'],
  ['quotes', `[remote "origin"]\n\turl = "d e"\n`, 'd e'],
  ['on the line of its section', `[remote "origin"] url = f\n`, 'f'],
  ['in another file', '[include]\n\tpath = other\n', 'g'],
  ['over lines', `[remote "origin"]\n\turl = h\\\ni\n`, 'hi'],
])('the URL is what git says: %s', async (name, configuration, expected) => {
  const folder = join(scratch, name);
  mkdirSync(folder);
  execFileSync('git', ['init', '--bare', '--quiet', folder]);
  writeFileSync(join(folder, 'other'), '[remote "origin"]\n\turl = g\n');
  writeFileSync(join(folder, 'config'), configuration);
  expect(await remoteOrigin(folder)).toBe(expected);
});

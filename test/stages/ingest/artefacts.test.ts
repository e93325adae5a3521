import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { artefactRoots, readArtefact } from '../../../src/stages/ingest/artefacts.ts';
import { scratchFolder } from '../../support/scratch.ts';

const repo = join(scratchFolder(), 'repo');
const run = join(repo, 'data/runs/r1');
mkdirSync(join(run, 'rtl'), { recursive: true });
writeFileSync(join(run, 'rtl/a.v'), 'in the run');
writeFileSync(join(repo, 'shared.v'), 'in the repository');
writeFileSync(join(repo, '../secret.v'), 'outside');
writeFileSync(join(repo, '../repo-twin'), 'outside, with the root as prefix of its name');
symlinkSync(join(repo, '../secret.v'), join(run, 'leak.v'));
symlinkSync(join(repo, '..'), join(run, 'up'));
symlinkSync(join(repo, 'shared.v'), join(run, 'inside.v'));
execFileSync('/usr/bin/mkfifo', [join(run, 'fifo.v')]);

const roots = artefactRoots(join(run, 'trace.jsonl'), { repo_layout: 'data/runs/*' });

test('files of the run folder and of the repository around it', () => {
  expect(roots).toEqual([run, repo]);
  expect(readArtefact('rtl/a.v', roots)).toEqual({ name: 'a.v', text: 'in the run' });
  expect(readArtefact('./rtl/../rtl/a.v', roots).text).toBe('in the run');
  expect(readArtefact('data/runs/r1/rtl/a.v', roots).text).toBe('in the run');
  expect(readArtefact('shared.v', roots).text).toBe('in the repository');
  expect(readArtefact('inside.v', roots).text).toBe('in the repository');
});

test('absolute paths into the run or the repository, also of a run that was recorded elsewhere', () => {
  expect(readArtefact(join(run, 'rtl/a.v'), roots).text).toBe('in the run');
  expect(readArtefact(join(repo, 'shared.v'), roots).text).toBe('in the repository');
  expect(readArtefact('/home/someone/agent/data/runs/r1/rtl/a.v', roots).text).toBe('in the run');
});

test('the repository is a root only where the run lies as the layout says', () => {
  expect(artefactRoots('/x/trace.jsonl', { repo_layout: 'data/runs/*' })).toEqual(['/x']);
  expect(artefactRoots('/x/trace.jsonl', {}, ['/y'])).toEqual(['/x', '/y']);
});

test.each([
  '../../../../secret.v',
  '/etc/passwd',
  '/elsewhere/r1/../../../../../../../etc/passwd',
  '/elsewhere/r1/leak.v',
  join(run, '../../../../secret.v'),
  join(repo, '../secret.v'),
  'C:\\x.v',
  'rtl/../../../../../secret.v',
  'leak.v',
  'up/secret.v',
  'a\0.v',
])('%j is refused', (path) => {
  expect(() => readArtefact(path, roots)).toThrow(expect.objectContaining({ code: 'UNSAFE_ARTEFACT_PATH' }));
});

test.each([
  ['rtl/b.v', 'MISSING_ARTEFACT'],
  ['', 'ARTEFACT_UNREADABLE'],
  ['rtl', 'ARTEFACT_UNREADABLE'],
  ['fifo.v', 'ARTEFACT_UNREADABLE'],
])('%j is %s', (path, code) => {
  expect(() => readArtefact(path, roots)).toThrow(expect.objectContaining({ code }));
});

test('a file over the limit is refused before it is read', () => {
  expect(() => readArtefact('rtl/a.v', roots, 4)).toThrow(
    expect.objectContaining({ code: 'ARTEFACT_TOO_LARGE' }),
  );
  expect(readArtefact('rtl/a.v', roots, 10).text).toBe('in the run');
});

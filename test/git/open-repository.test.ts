import { appendFileSync, existsSync, mkdirSync, renameSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { listTree, type TreeEntry } from '../../src/git/list-tree.ts';
import {
  type OpenOptions,
  openRepository as openOnly,
  type Repository,
} from '../../src/git/open-repository.ts';
import { gitRepository } from '../support/git-repository.ts';
import { scratchFolder } from '../support/scratch.ts';

const scratch = scratchFolder();
const cacheFolder = join(scratch, 'cache');

const opened: Repository[] = [];
afterAll(() => Promise.all(opened.map(({ blobs }) => blobs.close())));

async function openRepository(location: string, options: OpenOptions): Promise<Repository> {
  const repository = await openOnly(location, options);
  opened.push(repository);
  return repository;
}

async function treeOf(gitDir: string, revision: string): Promise<TreeEntry[]> {
  const entries = [];
  for await (const entry of listTree(gitDir, revision)) entries.push(entry);
  return entries;
}

test('a repository is read at any commit, with or without a work tree, as its bytes stand', async () => {
  const repository = gitRepository(join(scratch, 'plain'));
  const first = repository.commit({
    'rtl/a.v': 'module a;\r\nendmodule\r\n',
    '.gitattributes': '*.v -text\n',
    'odd name \u00e4.v': 'x',
  });
  repository.commit({ 'rtl/a.v': null, 'b.v': Buffer.from([0xff, 0, 1]) });
  const bare = join(scratch, 'bare.git');
  repository.git('clone', '--quiet', '--bare', '.', bare);

  for (const location of [repository.folder, bare]) {
    const { gitDir, revision, blobs } = await openRepository(location, { revision: first, cacheFolder });
    expect(revision).toBe(first);
    const entries = await treeOf(gitDir, revision);
    expect(entries.map(({ path }) => path)).toEqual(['.gitattributes', 'odd name \u00e4.v', 'rtl/a.v']);
    const [a, missing, again] = await blobs.read([entries[2]!.id, '0'.repeat(40), entries[2]!.id]);
    expect(a?.length).toBe(entries[2]!.size);
    expect(missing).toBeUndefined();
    expect(again).toEqual(a);
  }
  expect((await treeOf(join(repository.folder, '.git'), 'HEAD')).map(({ path }) => path)).not.toContain(
    'rtl/a.v',
  );
});

test('links and submodules are listed and not followed', async () => {
  const repository = gitRepository(join(scratch, 'links'));
  symlinkSync('/etc/passwd', join(repository.folder, 'link.v'));
  const commit = repository.commit({ 'a.v': 'x' });
  repository.git('update-index', '--add', '--cacheinfo', `160000,${commit},deps/other`);
  repository.git('commit', '--quiet', '-m', 'submodule');
  const { gitDir, revision } = await openRepository(repository.folder, { cacheFolder });
  const kinds = (await treeOf(gitDir, revision)).map(({ path, kind }) => [path, kind]);
  expect(kinds).toEqual([
    ['a.v', 'file'],
    ['deps/other', 'submodule'],
    ['link.v', 'link'],
  ]);
});

test('what cannot be read is told: no repository, no such commit, no such place', async () => {
  const repository = gitRepository(join(scratch, 'small'));
  repository.commit({ 'inner/a.v': 'x' });
  const open = (location: string, revision?: string) => openRepository(location, { revision, cacheFolder });
  await expect(open(join(repository.folder, 'inner'))).rejects.toMatchObject({ code: 'NOT_A_REPOSITORY' });
  await expect(open(join(scratch, 'nowhere'))).rejects.toMatchObject({ code: 'NOT_A_REPOSITORY' });
  await expect(open(repository.folder, 'v9')).rejects.toMatchObject({ code: 'REVISION_MISSING' });
  await expect(open(repository.folder, '--help')).rejects.toMatchObject({ code: 'REVISION_MISSING' });
  const broken = join(scratch, 'broken');
  for (const folder of ['objects', 'refs', 'HEAD']) mkdirSync(join(broken, folder), { recursive: true });
  await expect(open(broken)).rejects.toMatchObject({ code: 'NOT_A_REPOSITORY' });
});

test('a URL is cloned bare and without history, brought up to date, and read offline later', async () => {
  const repository = gitRepository(join(scratch, 'remote'));
  const first = repository.commit({ 'a.v': 'one' });
  const url = `file://${repository.folder}`;
  const clone = await openRepository(url, { cacheFolder });
  expect(clone.revision).toBe(first);
  expect(existsSync(join(clone.gitDir, 'a.v'))).toBe(false);

  const second = repository.commit({ 'a.v': 'two' });
  expect((await openRepository(url, { cacheFolder })).revision).toBe(second);
  expect((await openRepository(url, { revision: first, cacheFolder })).revision).toBe(first);
  await expect(openRepository(url, { revision: 'nope', cacheFolder })).rejects.toMatchObject({
    code: 'REVISION_MISSING',
  });

  renameSync(join(repository.folder, '.git'), join(scratch, 'moved'));
  const offline = await openRepository(url, { cacheFolder });
  expect(offline.revision).toBe(second);
  expect(offline.notes.join()).toContain('read from the last clone');
});

test('neither configuration nor transports of a foreign repository run anything', async () => {
  const repository = gitRepository(join(scratch, 'hostile'));
  repository.commit({ 'a.v': 'x' });
  const marker = join(scratch, 'ran');
  appendFileSync(
    join(repository.folder, '.git/config'),
    `[core]\n\tfsmonitor = touch ${marker}\n\tsshCommand = touch ${marker}\n[alias]\n\tls-tree = !touch ${marker}\n`,
  );
  const { gitDir, revision } = await openRepository(repository.folder, { cacheFolder });
  await treeOf(gitDir, revision);
  const bad = openRepository(`ext::touch ${marker}`, { cacheFolder });
  await expect(bad).rejects.toMatchObject({ code: 'NOT_A_REPOSITORY' });
  expect(existsSync(marker)).toBe(false);
});

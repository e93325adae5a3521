import { appendFileSync, cpSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { beforeEach, describe, expect, test } from 'vitest';
import { SILENT } from '../../../src/engine/progress.ts';
import type { StageOutcome } from '../../../src/engine/stage.ts';
import { gatherStage } from '../../../src/stages/gather/stage.ts';
import { readDocuments } from '../../../src/warehouse/bundles.ts';
import { tarOf, zipOf } from '../../support/archives.ts';
import { gitRepository } from '../../support/git-repository.ts';
import { scratchContext, scratchFolder } from '../../support/scratch.ts';
import { runSteps } from '../../support/stage-run.ts';

// One warehouse for all tests: each has a folder and repositories of its own.
const warnings: string[] = [];
const context = await scratchContext({
  progress: { ...SILENT, warn: (message: string) => warnings.push(message) },
});
const scratch = scratchFolder();
let folder: string;
let tests = 0;

beforeEach(() => {
  folder = join(scratch, `t${tests++}`);
  mkdirSync(folder);
  warnings.length = 0;
});

async function gather(...sources: string[]): Promise<StageOutcome> {
  const [outcome] = await runSteps(context, ['gather', { sources }]);
  return outcome!;
}

interface File {
  repo: string;
  path: string;
  sha256: string | null;
  reject_code: string | null;
}

/** Current files of the sources below the test's own folder. */
function files(columns = 'repo, path, reject_code'): Promise<File[]> {
  return context.warehouse.rows(
    `SELECT ${columns} FROM curated.corpus_files
     WHERE repository_id IN (SELECT repository_id FROM curated.repositories WHERE starts_with(location, ?))
     ORDER BY repo, path, ordinal`,
    [folder],
  );
}

function rejects(): Promise<unknown[]> {
  return context.warehouse.rows(
    'SELECT code, reason FROM report.rejected WHERE starts_with(path, ?) ORDER BY code',
    [folder],
  );
}

function documents(): Promise<number> {
  return context.warehouse.count('SELECT count(*) FROM raw.documents');
}

const module = (name: string): string => `module ${name}(input a, output y);\n  assign y = a;\nendmodule\n`;

describe('repositories', () => {
  test('a commit is read once; a changed file adds one document', async () => {
    const repository = gitRepository(join(folder, 'changing'));
    repository.commit({ 'a.v': module('a'), 'b.v': module('b'), LICENSE: 'MIT license', 'x.py': '1' });
    expect(await gather(repository.folder)).toMatchObject({ rowsIn: 2, kept: 2, rejected: 0, added: 2 });
    const before = await documents();
    expect(await gather(repository.folder)).toMatchObject({ rowsIn: 2, added: 0 });

    repository.commit({ 'b.v': module('b2'), 'a.v': null, 'moved/a.v': module('a') });
    expect(await gather(repository.folder)).toMatchObject({ rowsIn: 2, added: 2 });
    expect(await documents()).toBe(before + 1);
    expect((await files()).map(({ path }) => path)).toEqual(['b.v', 'moved/a.v']);
    const [reading] = await context.warehouse.rows(
      "SELECT origin, files, other_files FROM curated.repositories WHERE name = 'changing'",
    );
    expect(reading).toEqual({ origin: 'git', files: 2, other_files: 1 });
  });

  test('what a killed run stored is not read again, and nothing is there twice', async () => {
    const repository = gitRepository(join(folder, 'killed'));
    repository.commit({ 'a.v': module('a'), 'b.v': module('b') });
    await gather(repository.folder);
    // As a kill leaves it: rows of the first batch, no reading.
    await context.warehouse.run(
      `DELETE FROM raw.corpus_files WHERE path = 'b.v' AND repository_id IN (
         SELECT repository_id FROM raw.repositories WHERE name = 'killed');
       DELETE FROM raw.repositories WHERE name = 'killed'`,
    );
    expect(await files()).toEqual([]);
    expect(await gather(repository.folder)).toMatchObject({ rowsIn: 2, kept: 2, added: 1 });
    expect(await files()).toHaveLength(2);
  });

  test('other limits read again', async () => {
    const repository = gitRepository(join(folder, 'limited'));
    repository.commit({ 'a.v': module('a'), 'long.v': `// ${'x'.repeat(500)}\n${module('b')}` });
    await gather(repository.folder);
    const [outcome] = await runSteps(context, [
      'gather',
      { sources: [repository.folder], max_file_bytes: 300 },
    ]);
    expect(outcome).toMatchObject({ rowsIn: 2, kept: 1, rejected: 1 });
    expect(await files()).toMatchObject([{ path: 'a.v' }, { path: 'long.v', reject_code: 'FILE_TOO_LARGE' }]);
  });
});

describe('sources that cannot be read', () => {
  test('are rejected rows with a reason; the others go on', async () => {
    const good = join(folder, 'good');
    mkdirSync(good);
    writeFileSync(join(good, 'a.v'), module('a'));
    const empty = join(folder, 'empty');
    mkdirSync(empty);
    writeFileSync(join(empty, 'notes.txt'), 'x');
    const outcome = await gather(join(folder, 'nowhere'), empty, good);
    expect(outcome).toMatchObject({ rowsIn: 3, kept: 1, rejected: 2 });
    expect(await rejects()).toMatchObject([
      { code: 'SOURCE_EMPTY', reason: 'no Verilog among 1 files' },
      { code: 'SOURCE_MISSING' },
    ]);
    expect(warnings).toHaveLength(2);

    writeFileSync(join(empty, 'late.v'), module('late'));
    await gather(empty);
    expect(await rejects()).toMatchObject([{ code: 'SOURCE_MISSING' }]);
  });
});

describe('folders', () => {
  test('encodings are noted, binaries rejected, links not followed; a copy elsewhere is the same content', async () => {
    const source = join(folder, 'hdl-lib');
    mkdirSync(join(source, 'sub'), { recursive: true });
    writeFileSync(join(source, 'latin.v'), Buffer.from(`// \u00e4\r\n${module('m')}`, 'latin1'));
    writeFileSync(join(source, 'sub/bin.v'), Buffer.from([0, 1, 2]));
    symlinkSync('/etc/passwd', join(source, 'link.v'));
    expect(await gather(source)).toMatchObject({ rowsIn: 2, kept: 1, rejected: 1 });
    const [latin, binary] = await files('path, encoding, sha256, reject_code, blob_id');
    expect(latin).toMatchObject({ path: 'latin.v', encoding: 'latin-1+crlf' });
    expect(binary).toMatchObject({ path: 'sub/bin.v', sha256: null, reject_code: 'BINARY' });
    const texts = await readDocuments(context.warehouse, [latin!.sha256!]);
    expect(texts.get(latin!.sha256!)).toBe(`// \u00e4\n${module('m')}`);

    const copy = join(folder, 'elsewhere/hdl-lib');
    cpSync(source, copy, { recursive: true });
    rmSync(source, { recursive: true });
    expect(await gather(copy)).toMatchObject({ rowsIn: 2, added: 0 });
  });

  test('two folders of one name are two repositories', async () => {
    for (const place of ['one', 'two']) {
      mkdirSync(join(folder, place, 'cores'), { recursive: true });
      writeFileSync(join(folder, place, 'cores/a.v'), module(place));
    }
    await gather(join(folder, 'one/cores'), join(folder, 'two/cores'));
    expect((await files()).map(({ repo }) => repo)).toEqual(['cores', 'two/cores']);
    expect(await gather(join(folder, '*/cores'))).toMatchObject({ rowsIn: 2, added: 0 });
  });
});

describe('archives', () => {
  const members = [
    { name: 'core-1/rtl/a.v', content: module('a') },
    { name: 'core-1/link.v', link: '/etc/passwd' },
    { name: '../../evil.v', content: module('evil') },
    { name: 'core-1/notes.txt', content: 'x' },
  ];

  test.each([
    ['c.tar', async () => tarOf(members)],
    ['c.tar.gz', async () => gzipSync(await tarOf(members))],
    ['c.tar.zst', async () => zstdCompressSync(await tarOf(members))],
    ['c.tgz', async () => gzipSync(await tarOf(members))],
    ['c.zip', async () => zipOf(members)],
  ])('%s: files are read, names that lead out and links are not', async (name, make) => {
    writeFileSync(join(folder, name), await make());
    expect(await gather(join(folder, name))).toMatchObject({ rowsIn: 2, kept: 1, rejected: 1 });
    expect(await files()).toMatchObject([
      { path: '../../evil.v', reject_code: 'UNSAFE_PATH' },
      { path: 'core-1/rtl/a.v', reject_code: null },
    ]);
    expect(await gather(join(folder, name))).toMatchObject({ added: 0 });
  });

  test('a bomb is refused, a cut archive gives what it has', async () => {
    const bomb = join(folder, 'bomb.tar.gz');
    writeFileSync(bomb, gzipSync(await tarOf([{ name: 'a.v', content: ' '.repeat(3_000_000) }])));
    const [refused] = await runSteps(context, ['gather', { sources: [bomb], max_archive_bytes: 1_000_000 }]);
    expect(refused).toMatchObject({
      rowsIn: 1,
      kept: 0,
      rejected: 1,
      notes: ['1 sources', `${bomb}: ARCHIVE_BOMB`],
    });

    const cut = join(folder, 'cut.tar');
    const whole = await tarOf([...'abcdefgh'].map((name) => ({ name: `${name}.v`, content: module(name) })));
    writeFileSync(cut, whole.subarray(0, 3 * 1024 + 600));
    await gather(cut);
    const found = await files();
    expect(found.filter(({ reject_code }) => reject_code === null).length).toBeGreaterThanOrEqual(2);
    const damaged = found.filter(({ reject_code }) => reject_code !== null);
    expect(damaged).toMatchObject([{ path: 'cut.tar', reject_code: 'BAD_ARCHIVE' }]);
  });
});

describe('data sets', () => {
  test('rows keep their place, claim and instruction; each ends kept or rejected', async () => {
    const path = join(folder, 'rows.jsonl');
    const rows = [
      { prompt: 'Explain and show the a module', response: module('a') },
      { prompt: 'Install', response: 'pip install' },
      { prompt: 'Show the is module', response: `module is here to stay\n${module('b')}` },
      { other: 1 },
    ];
    writeFileSync(path, `${rows.map((row) => JSON.stringify(row)).join('\n')}\n{"prompt": \n`);
    expect(await gather(path)).toMatchObject({ rowsIn: 5, kept: 2, rejected: 3 });
    const found = await files('ordinal, line_start, reject_code');
    expect(found).toEqual([
      { ordinal: 0, line_start: 1, reject_code: null },
      { ordinal: 1, line_start: 2, reject_code: 'NO_VERILOG' },
      { ordinal: 2, line_start: 3, reject_code: null },
      { ordinal: 3, line_start: 4, reject_code: 'NO_MAPPING' },
      { ordinal: 4, line_start: 5, reject_code: 'BAD_JSON' },
    ]);
    const checks = await context.warehouse.rows(
      'SELECT decision, named FROM fact.instruction_checks ORDER BY decision',
    );
    expect(checks).toEqual([
      { decision: 'kept', named: null },
      { decision: 'rejected', named: 'is' },
    ]);
    appendFileSync(path, `${JSON.stringify(rows[0])}\n`);
    expect(await gather(path)).toMatchObject({ rowsIn: 6, kept: 3 });
  });

  test('a list may name the columns; Parquet and zst are read; long columns are documents', async () => {
    const rows = [{ body: module('a'), who: 'x/y', log: 'z'.repeat(5000) }];
    writeFileSync(join(folder, 'odd.json.zst'), zstdCompressSync(JSON.stringify(rows)));
    await context.warehouse.run(
      `COPY (SELECT '${module('p')}' AS content, 'a/b' AS max_stars_repo_name, 'p.v' AS max_stars_repo_path,
        ['MIT'] AS max_stars_repo_licenses, 7::BIGINT AS max_stars_count) TO '${join(folder, 's.parquet')}'`,
    );
    writeFileSync(
      join(folder, 'list.yaml'),
      'sources:\n  - { location: odd.json.zst, columns: { code: body, repository: who } }\n  - location: s.parquet\n',
    );
    expect(await gather(join(folder, 'list.yaml'))).toMatchObject({ rowsIn: 2, kept: 2 });
    const found = await files('repo, stars, claimed_licence, metadata');
    expect(found).toMatchObject([
      { repo: 'a/b', stars: 7, claimed_licence: 'MIT' },
      { repo: 'x/y', metadata: expect.stringMatching(/^\{"log":\{"document":"[0-9a-f]{64}"\}\}$/) },
    ]);
  });

  test('a list or mapping that is wrong is an error of configuration', async () => {
    const list = join(folder, 'bad.yaml');
    writeFileSync(list, 'sources:\n  - { location: x, colour: red }\n');
    await expect(gather(list)).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
    writeFileSync(join(folder, 'x.jsonl'), '{}\n');
    writeFileSync(list, 'sources:\n  - { location: x.jsonl, mapping: nope }\n');
    await expect(gather(list)).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
    await expect(gather(join(folder, 'none.yaml'))).rejects.toMatchObject({ code: 'INPUT_MISSING' });
  });
});

test('the plan says which sources are to be read', async () => {
  const source = join(folder, 'lib');
  mkdirSync(source);
  writeFileSync(join(source, 'a.v'), module('a'));
  const parameters = {
    sources: [source, join(folder, 'nowhere')],
    max_file_bytes: 4 * 1024 * 1024,
    max_archive_bytes: 8192 * 1024 * 1024,
    clone_seconds: 1800,
    repositories: '',
  };
  await gather(source);
  expect(await gatherStage.plan(context, parameters)).toMatchObject({ todo: 1, done: 1 });
});

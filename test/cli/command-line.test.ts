import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import stringWidth from 'string-width';
import { describe, expect, test, vi } from 'vitest';
import { commandLine } from '../support/command-line.ts';
import { minedSamples } from '../support/mined-samples.ts';
import { type Finished, quarry } from '../support/quarry.ts';
import { readParquet } from '../support/read-parquet.ts';
import { scratchFolder } from '../support/scratch.ts';

const folder = scratchFolder();
const mined = await minedSamples();
const ask = (...args: string[]): Promise<Finished> => commandLine([...args, '--warehouse', mined.warehouse]);

describe('the summary of a run', () => {
  test('says what was found, in 80 columns, and nothing on stderr', () => {
    expect(mined.stderr).toBe('');
    for (const text of [
      /^\d+ attempts at \d+ problems, \d+ simulations in/,
      /\d+ input rows rejected/,
      /recorded verdicts are wrong, \d+ of them claim a pass/,
      /^pass +\d+$/m,
      /^no_check +\d+$/m,
      /^Commonest causes$/m,
      /^Weakest domains first$/m,
      /^Exported \d+ rows \(\d+ train, \d+ validation\)/m,
      /^ +\d+ {2}verdict is fail$/m,
      /quarry sql --query top-failures --set domain=/,
    ])
      expect(mined.stdout).toMatch(text);
    // Paths of this machine may be longer than a terminal is wide.
    const lines = mined.stdout
      .split('\n')
      .filter((line) => !line.includes(mined.folder) && !line.includes('.building'));
    expect(lines.filter((line) => stringWidth(line) > 80)).toEqual([]);
  });

  test('its numbers are those of the relations', async () => {
    const { stdout } = await ask(
      'sql',
      '--json',
      'SELECT verdict, count(*) AS n FROM report.attempts GROUP BY 1',
    );
    for (const { verdict, n } of JSON.parse(stdout) as { verdict: string; n: number }[])
      expect(mined.stdout).toMatch(new RegExp(`^${verdict} +${n}$`, 'm'));
  });
});

test('the five commonest causes of failure of a domain are found within three commands', async () => {
  // 1. --help names the command and an example.
  const help = await commandLine(['--help']);
  const example = /quarry (sql --query top-failures --set domain=\w+)/.exec(help.stdout)?.[1];
  expect(help.status).toBe(0);
  // 2. The example, as it stands.
  const { status, stdout, stderr } = await ask(...example!.split(' '));
  expect([status, stderr]).toEqual([0, '']);
  const [head, ...rows] = stdout.trimEnd().split('\n');
  expect(head).toMatch(/^stage +cause +attempts +problems +example$/);
  expect(rows.length).toBeLessThanOrEqual(5);
  const expected = await ask(
    'sql',
    '--json',
    `SELECT failure_cause AS cause, count(*) AS n FROM report.attempts
     WHERE domain = 'fsm' AND verdict <> 'pass' GROUP BY failure_stage, failure_cause ORDER BY n DESC LIMIT 1`,
  );
  const [{ cause, n }] = JSON.parse(expected.stdout) as [{ cause: string; n: number }];
  expect(rows[0]).toMatch(new RegExp(`\\b${cause} +${n}\\b`));
});

describe('every way to print', () => {
  const query =
    'SELECT verdict, count(*) AS n, \'a,"b"|c\' AS odd FROM report.attempts GROUP BY 1 ORDER BY 1';

  test('the same rows as JSON, CSV, Markdown, Parquet and table', async () => {
    const file = join(folder, 'x.parquet');
    const json = await ask('sql', query, '--json');
    const csv = await ask('sql', query, '--csv');
    const md = await ask('sql', query, '--md');
    const parquet = await ask('sql', query, '--parquet', file);
    const table = await ask('sql', query);
    const rows = JSON.parse(json.stdout) as { verdict: string; n: number; odd: string }[];
    expect(rows.length).toBeGreaterThan(3);
    expect(csv.stdout.trimEnd().split('\n')).toEqual([
      'verdict,n,odd',
      ...rows.map(({ verdict, n }) => `${verdict},${n},"a,""b""|c"`),
    ]);
    expect(md.stdout.trimEnd().split('\n')).toEqual([
      '| verdict | n | odd |',
      '| --- | --- | --- |',
      ...rows.map(({ verdict, n }) => `| ${verdict} | ${n} | a,"b"\\|c |`),
    ]);
    expect(parquet.status).toBe(0);
    expect((await readParquet(file)).rows).toEqual(rows.map((row) => ({ ...row, n: BigInt(row.n) })));
    expect(table.stdout.trimEnd().split('\n')).toHaveLength(rows.length + 1);
  });

  test('a table says when it does not show all, and only a width cuts what it holds', async () => {
    const { stdout, stderr } = await ask('sql', 'FROM report.attempts', '--limit', '3');
    expect(stdout.match(/^--- row \d+$/gm)).toHaveLength(3);
    expect(stderr).toMatch(/^3 of \d+ rows; --limit/);
    const failures = 'SELECT attempt_id, problem_id, verdict, message FROM report.failures';
    vi.stubEnv('COLUMNS', '80');
    const narrow = await ask('sql', failures);
    for (const line of narrow.stdout.split('\n')) expect(stringWidth(line)).toBeLessThanOrEqual(80);
    vi.stubEnv('COLUMNS', undefined);
    const { stdout: piped } = await ask('sql', failures);
    vi.unstubAllEnvs();
    const messages = JSON.parse((await ask('sql', failures, '--json')).stdout) as { message: string }[];
    expect(messages.length).toBeGreaterThan(0);
    for (const { message } of messages) expect(piped).toContain(message.replace(/\s+/g, ' ').trim());
  });

  test('no rows are said, and are an empty list in JSON', async () => {
    const nothing = "SELECT * FROM report.attempts WHERE domain = 'nonsense'";
    expect((await ask('sql', nothing)).stdout).toBe('no rows\n');
    expect((await ask('sql', nothing, '--json')).stdout).toBe('[]\n');
  });
});

describe('--json gives JSON on every command', () => {
  test.each([
    [['sql', '--list']],
    [['sql', '--query', 'verdicts']],
    [['report', 'domains']],
    [['show', '']],
    [['doctor']],
    [['plan', 'pipelines/mine-traces.yaml']],
    [['ingest', 'traces', 'data/samples/rollouts/rollouts.jsonl', '--explain']],
    [['ingest', 'traces', 'data/samples/rollouts/rollouts.jsonl']],
    [['ingest', 'references', 'data/samples/rollouts/references.jsonl']],
    [['export', '--out', 'OUT']],
    [['protect', 'data/samples/rollouts/references.jsonl']],
    [['run', 'pipelines/mine-traces.yaml']],
  ])('%j', async ([...args]) => {
    const own = join(folder, args.join('-').replaceAll('/', '_'));
    mkdirSync(own);
    const warehouse = join(own, 'w.duckdb');
    copyFileSync(mined.warehouse, warehouse);
    if (args[0] === 'show') args[1] = await firstAttempt();
    const given = args.map((argument) => (argument === 'OUT' ? join(own, 'out') : argument));
    const option = given[0] === 'doctor' ? [] : ['--warehouse', warehouse];
    const { status, stdout, stderr } = await commandLine([...given, '--json', ...option]);
    expect([status, stderr]).toEqual([0, '']);
    expect(Object.keys(JSON.parse(stdout) as object).length).toBeGreaterThan(0);
  });
});

async function firstAttempt(): Promise<string> {
  const { stdout } = await ask(
    'sql',
    '--csv',
    "SELECT min(attempt_id) AS a FROM report.attempts WHERE verdict = 'fail'",
  );
  return stdout.trim().split('\n')[1]!;
}

test('show prints source, logs, history and record of an attempt, found by the beginning of its id', async () => {
  const id = await firstAttempt();
  const { stdout, status } = await ask('show', id.slice(0, 12));
  expect(status).toBe(0);
  for (const part of [
    id,
    /^ +1 {2}\S/m,
    /--- simulation log/,
    /--- testbench/,
    /history of this run/,
    /--- record .*:\d+ \(mapping /,
  ])
    expect(stdout).toMatch(part);
});

describe('errors have three beats and their exit code', () => {
  const text = join(folder, 'text.duckdb');
  writeFileSync(text, 'no database '.repeat(1000));
  const pipeline = join(folder, 'broken.yaml');
  writeFileSync(pipeline, 'name: broken\nspeed: 3\n');

  test.each<{ args: string[]; code: string; exit: number; at?: RegExp; next: RegExp }>([
    { args: ['sql', 'SELECT nope FROM report.attempts'], code: 'QUERY_FAILED', exit: 1, next: /--list/ },
    {
      args: ['sql', '--query', 'nope'],
      code: 'USAGE',
      exit: 2,
      at: /pipelines\/queries/,
      next: /top-failures/,
    },
    { args: ['sql', '--query', 'verdicts', '--set', 'domian=fsm'], code: 'USAGE', exit: 2, next: /domain/ },
    { args: ['sql'], code: 'USAGE', exit: 2, next: /For example: quarry sql/ },
    { args: ['sql', '--set', 'fsm'], code: 'USAGE', exit: 2, next: /--set domain=fsm/ },
    { args: ['show', 'no-such-id'], code: 'NOT_FOUND', exit: 1, at: /w\.duckdb/, next: /SELECT attempt_id/ },
    { args: ['show', ''], code: 'NOT_FOUND', exit: 1, next: /Name one of them: \w{16}, \w{16}/ },
    {
      args: ['run', 'missing.yaml'],
      code: 'CONFIG_INVALID',
      exit: 2,
      at: /missing\.yaml/,
      next: /mine-traces/,
    },
    { args: ['run', pipeline], code: 'CONFIG_INVALID', exit: 2, at: /broken\.yaml/, next: /schemas/ },
    {
      args: ['plan', 'pipelines/mine-traces.yaml', '--set', 'tracse=x'],
      code: 'CONFIG_INVALID',
      exit: 2,
      at: /mine-traces/,
      next: /traces, references/,
    },
    {
      args: ['ingest', 'traces', 'no/such/file.jsonl'],
      code: 'INPUT_MISSING',
      exit: 2,
      at: /no\/such/,
      next: /glob/,
    },
  ])('$args', async ({ args, code, exit, at, next }) => {
    const own = join(folder, `${code}-${args.join('-').replaceAll('/', '_')}`);
    mkdirSync(own, { recursive: true });
    copyFileSync(mined.warehouse, join(own, 'w.duckdb'));
    const all = [...args, '--warehouse', join(own, 'w.duckdb')];
    const { status, stdout, stderr } = await commandLine(all);
    expect([status, stdout]).toEqual([exit, '']);
    expect(stderr).toMatch(new RegExp(`^error ${code}: \\S`));
    if (at !== undefined) expect(/^ {2}at {4}(.*)$/m.exec(stderr)?.[1]).toMatch(at);
    expect(/^ {2}next {2}(.*)$/m.exec(stderr)?.[1]).toMatch(next);
    expect(stderr).not.toContain('    at ');
    const json = await commandLine([...all, '--json']);
    expect(json.status).toBe(exit);
    expect(JSON.parse(json.stderr)).toMatchObject({ error: { code, next: expect.stringMatching(next) } });
  });

  test.each([
    [['sql', 'SELECT 1', '--warehouse', join(folder, 'missing.duckdb')], 'WAREHOUSE_MISSING', 2],
    [['sql', 'SELECT 1', '--warehouse', text], 'WAREHOUSE_UNREADABLE', 1],
    [['report', 'domains', '--warehouse', join(folder, 'missing.duckdb')], 'WAREHOUSE_MISSING', 2],
    [['show', 'x', '--warehouse', join(folder, 'missing.duckdb')], 'WAREHOUSE_MISSING', 2],
  ])('%j', async (args, code, exit) => {
    const { status, stderr } = await commandLine(args);
    expect(status).toBe(exit);
    expect(stderr).toMatch(new RegExp(`^error ${code}: .*\n  at    .*\n  next  .*\n$`));
    expect(existsSync(join(folder, 'missing.duckdb'))).toBe(false);
  });

  test.each([
    [['nonsense'], /unknown command 'nonsense'/],
    [['sql', '--nonsense'], /unknown option '--nonsense'/],
    [['run'], /missing required argument 'pipeline'/],
    [['report'], /Usage: quarry report/],
  ])('%j is a usage error', async (args, message) => {
    const { status, stdout, stderr } = await commandLine(args);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(message);
  });
});

test('QUARRY_WAREHOUSE names the warehouse, --warehouse outranks it', async () => {
  const env = { QUARRY_WAREHOUSE: mined.warehouse };
  const count = 'SELECT count(*) AS n FROM report.attempts';
  expect((await quarry(['sql', count, '--csv'], { env })).stdout).toMatch(/^n\n\d+\n$/);
  const other = await quarry(['sql', count, '--warehouse', join(folder, 'missing.duckdb')], { env });
  expect(other.status).toBe(2);
});

test('a process ends with the exit code of its command', async () => {
  const exits = [
    ['sql', '--query', 'nope'],
    ['sql', 'nonsense', '--warehouse', mined.warehouse],
    ['sql', '--list'],
  ];
  expect(await Promise.all(exits.map(async (args) => (await quarry(args)).status))).toEqual([2, 1, 0]);
});

test('the command line works from any folder', async () => {
  const { status, stdout } = await quarry(['sql', '--query', 'verdicts', '--warehouse', mined.warehouse], {
    cwd: folder,
  });
  expect(status).toBe(0);
  expect(stdout).toContain('pass');
});

test('a second run of the main job does no work and changes no file', async () => {
  const again = join(folder, 'again');
  mkdirSync(again);
  copyFileSync(mined.warehouse, join(again, 'w.duckdb'));
  const args = ['run', 'pipelines/mine-traces.yaml', '--json', '--warehouse', join(again, 'w.duckdb')];
  for (const folderName of ['reports', 'exports'])
    args.push('--set', `${folderName}=${join(mined.folder, folderName)}`);
  const before = readFileSync(join(mined.folder, 'exports/sft/manifest.json'), 'utf8');
  const { status, stdout } = await commandLine(args);
  expect(status).toBe(0);
  const { stages } = JSON.parse(stdout) as { stages: { stage: string; added: number }[] };
  expect(stages.filter(({ added }) => added !== 0)).toEqual([]);
  expect(stages).toHaveLength(18);
  expect(readFileSync(join(mined.folder, 'exports/sft/manifest.json'), 'utf8')).toBe(before);
});

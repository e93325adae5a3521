import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { sideBySide } from '../../src/cli/side-by-side.ts';
import { commandLine } from '../support/command-line.ts';
import { copiedSamples } from '../support/copied-samples.ts';
import { scratchFolder } from '../support/scratch.ts';
import { runSteps } from '../support/stage-run.ts';

const context = await copiedSamples();
await runSteps(context, ['dedupe']);
const [pair] = await context.warehouse.rows<{ module_id: string; keeper_id: string; jaccard: number }>(
  `SELECT module_id, keeper_id, jaccard FROM report.duplicates WHERE key = 'near' ORDER BY jaccard LIMIT 1`,
);
const rows = await context.warehouse.count('SELECT count(*) FROM curated.dedupe_rows');
const removed = await context.warehouse.count('SELECT count(*) FROM report.duplicates');
const { path } = context.warehouse;
await context.warehouse.close();

test('dup show prints the cluster and both texts within the width', async () => {
  const show = ['dup', 'show', pair!.module_id.slice(0, 16), '--warehouse', path];
  vi.stubEnv('COLUMNS', '80');
  const { status, stdout } = await commandLine(show);
  expect(status).toBe(0);
  expect(stdout).toContain(pair!.keeper_id.slice(0, 12));
  expect(stdout).toMatch(/near +0\.\d+/);
  expect(stdout).toMatch(/^.+ \| .+$/m);
  for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  vi.stubEnv('COLUMNS', undefined);
  expect((await commandLine(show)).stdout).not.toContain('…');
  vi.unstubAllEnvs();
});

test('dup show --json gives the whole cluster', async () => {
  const { stdout } = await commandLine(['dup', 'show', pair!.module_id, '--json', '--warehouse', path]);
  const cluster = JSON.parse(stdout);
  expect(cluster.keeper).toMatchObject({ row_id: pair!.keeper_id, key: null });
  expect(cluster.members).toContainEqual(
    expect.objectContaining({ row_id: pair!.module_id, jaccard: pair!.jaccard }),
  );
  expect(cluster.compared.right.text).toMatch(/module/);
});

test('an id that is not there or fits several is told with what to do', async () => {
  const missing = await commandLine(['dup', 'show', 'zzzz', '--warehouse', path]);
  expect([missing.status, missing.stderr]).toEqual([1, expect.stringMatching(/NOT_FOUND.*zzzz[\s\S]*next/)]);
  const several = await commandLine(['dup', 'show', '', '--warehouse', path]);
  expect(several.stderr).toMatch(/Several rows begin with this id/);
});

test('dup report adds up, its curve falls, and the page holds pictures', async () => {
  const page = join(scratchFolder(), 'dup.html');
  const { status, stdout } = await commandLine([
    'dup',
    'report',
    '--json',
    '--html',
    page,
    '--warehouse',
    path,
  ]);
  expect(status).toBe(0);
  const report = JSON.parse(stdout);
  const sum = (list: { rows: number }[]): number => list.reduce((total, entry) => total + entry.rows, 0);
  expect([report.rows, sum(report.removed)]).toEqual([rows, removed]);
  expect(report.curve[0]).toMatchObject({ threshold: 0.7, removed });
  const falling = report.curve.map((point: { removed: number }) => point.removed);
  expect(falling).toEqual([...falling].sort((a, b) => b - a));
  expect(report.repeated.map((entry: { key: string }) => entry.key)).toEqual([
    'text',
    'comments',
    'renamed',
    'ports',
  ]);
  expect(readFileSync(page, 'utf8').match(/<svg/g)).toHaveLength(2);
  const text = await commandLine(['dup', 'report', '--warehouse', path]);
  expect(text.stdout).toContain(`${rows} rows with a design, ${removed} of them repeat a better one`);
});

test('side by side: changed, added and removed lines are marked, long equal parts left out', () => {
  const equal = Array.from({ length: 12 }, (_, line) => `line ${line}`);
  const left = [...equal, 'old', 'gone'].join('\n');
  const right = [...equal, 'new'].join('\n');
  expect(sideBySide(left, right, 43).split('\n')).toEqual([
    '... 9 equal lines',
    'line 9                 line 9',
    'line 10                line 10',
    'line 11                line 11',
    'old                  | new',
    'gone                 <',
  ]);
  expect(sideBySide('\x1b[31mred\tend', '', 30)).not.toContain('\x1b');
});

import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { PROJECT_ROOT } from '../../support/quarry.ts';
import { scratchContext, scratchFolder } from '../../support/scratch.ts';
import { runSteps } from '../../support/stage-run.ts';

const context = await scratchContext();
const repository = join(scratchFolder(), 'sample');
const steps = (profile = 'permissive') =>
  runSteps(context, ['gather', { sources: [repository] }], ['licence', { profile }], ['screen']);

beforeAll(async () => {
  cpSync(join(PROJECT_ROOT, 'data/samples/repository'), repository, { recursive: true });
  const outcomes = await steps();
  expect(outcomes).toMatchObject([
    { rowsIn: 26, kept: 26 },
    { rowsIn: 26, kept: 24, rejected: 2 },
    { rowsIn: 26, kept: 22, rejected: 4 },
  ]);
});

interface Told {
  path: string;
  licence: string | null;
  decided_by: string;
  licence_decision: string;
  decision: string;
  reason: string | null;
}

async function told(): Promise<Map<string, Told>> {
  const rows = await context.warehouse.rows<Told>(
    `SELECT path, licence, decided_by, licence_decision, s.decision, s.reason
     FROM curated.corpus_files JOIN curated.file_licences USING (file_id)
     JOIN curated.file_screenings AS s USING (file_id)`,
  );
  return new Map(rows.map((row) => [row.path, row]));
}

test('every file of the sample repository is told for what it shows', async () => {
  const files = await told();
  expect(files.get('vendor/gpl_timer.v')).toMatchObject({
    licence: 'GPL-3.0-or-later',
    decided_by: 'header',
    licence_decision: 'refused',
  });
  expect(files.get('vendor/sealed_filter.v')).toMatchObject({ licence: null, licence_decision: 'refused' });
  expect(files.get('rtl/crossing/edge_detect.v')).toMatchObject({ licence: 'MIT', decided_by: 'side_file' });
  expect(files.get('audio/tone.v')).toMatchObject({ licence: 'Apache-2.0', decided_by: 'licence_file' });
  const rejected = [...files.values()].filter(({ decision }) => decision === 'rejected');
  expect(Object.fromEntries(rejected.map(({ path, reason }) => [path, reason]))).toEqual({
    'gen/adder_netlist.v': 'netlist',
    'gen/cells.v': 'cell_library',
    'gen/register_map.v': 'generated',
    'legacy/empty.v': 'empty',
  });
  expect(files.get('tb/serial_bridge_tb.v')?.decision).toBe('testbench');
  expect(files.get('include/bridge_defs.vh')).toMatchObject({ decision: 'kept', reason: 'include' });
});

test('the words that decided are stored with their place', async () => {
  const [row] = await context.warehouse.rows<{ path: string; text: string; start: number; end: number }>(
    `SELECT evidence_path AS path, evidence_text AS text, start_offset AS start, end_offset AS end
     FROM curated.file_licences JOIN curated.corpus_files USING (file_id) WHERE path = 'vendor/gpl_timer.v'`,
  );
  const source = readFileSync(join(repository, 'vendor/gpl_timer.v'), 'utf8');
  expect(row?.path).toBe('vendor/gpl_timer.v');
  expect(source.slice(row?.start, row?.end)).toBe(row?.text);
  expect(row?.text).toContain('GNU General Public License');
});

test('a second run does nothing; another profile decides anew and reads no text again', async () => {
  expect((await steps()).map(({ added }) => added)).toEqual([0, 0, 0]);
  const headers = await context.warehouse.count('SELECT count(*) FROM fact.file_licences');
  const [, any] = await steps('any');
  expect(any).toMatchObject({ kept: 25, rejected: 1, added: 26 });
  expect(await context.warehouse.count('SELECT count(*) FROM fact.file_licences')).toBe(headers);
  const [, back] = await steps();
  expect(back).toMatchObject({ kept: 24, rejected: 2, added: 0 });
});

test('a nearer licence file outranks the one of the root, and its text may be unknown', async () => {
  mkdirSync(join(repository, 'video/terms'), { recursive: true });
  writeFileSync(join(repository, 'video/LICENSE'), 'Ask us first.\n');
  writeFileSync(join(repository, 'audio/COPYING'), 'GNU General Public License version 2\n');
  await steps();
  const files = await told();
  expect(files.get('audio/tone.v')).toMatchObject({ licence: 'GPL-2.0-only', licence_decision: 'refused' });
  expect(files.get('video/pattern.v')).toMatchObject({ licence: null, licence_decision: 'refused' });
  expect(files.get('rtl/uart_tx.v')).toMatchObject({ licence: 'Apache-2.0', licence_decision: 'allowed' });
  rmSync(join(repository, 'video/LICENSE'));
  rmSync(join(repository, 'audio/COPYING'));
});

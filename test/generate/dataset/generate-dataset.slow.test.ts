import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { globSync } from 'tinyglobby';
import { beforeAll, describe, expect, test } from 'vitest';
import { contentHash } from '../../../src/core/content-hash.ts';
import { CATEGORIES } from '../../../src/generate/category.ts';
import type { AttemptRow } from '../../../src/generate/dataset/dataset-rows.ts';
import { generateDataset } from '../../../src/generate/dataset/generate-dataset.ts';
import type { Manifest } from '../../../src/generate/dataset/manifest.ts';
import { evenMix } from '../../../src/generate/plan/mix.ts';
import { openStrengthTools } from '../../../src/truth/strength-tools.ts';
import { loadVerdictPatterns } from '../../../src/truth/verdict-patterns.ts';
import { commandLine } from '../../support/command-line.ts';
import { PROJECT_ROOT } from '../../support/quarry.ts';
import { scratchFolder } from '../../support/scratch.ts';

const scratch = scratchFolder();
const patterns = loadVerdictPatterns(join(PROJECT_ROOT, 'pipelines/verdict-patterns.yaml'));

async function generate(name: string, seed: number, lanes: number): Promise<Manifest> {
  const tools = await openStrengthTools({ lanes });
  try {
    const job = { count: 36, seed, mix: evenMix(CATEGORIES), mutants: 12, atLeast: 0.9, patterns };
    return await generateDataset(tools, { ...job, out: join(scratch, name) });
  } finally {
    await tools.close();
  }
}

/** Every file of a data set with the hash of its content. */
function contents(name: string): Record<string, string> {
  const cwd = join(scratch, name);
  const files = globSync('**/*', { cwd, dot: true }).sort();
  return Object.fromEntries(files.map((file) => [file, contentHash(readFileSync(join(cwd, file), 'utf8'))]));
}

const rows = <Row>(name: string, file: string): Row[] =>
  readFileSync(join(scratch, name, file), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Row);

let manifest: Manifest;

beforeAll(async () => {
  manifest = await generate('first', 42, 2);
}, 600_000);

test('the same bytes with another number of lanes, others with another seed', async () => {
  await generate('second', 42, 1);
  expect(contents('second')).toEqual(contents('first'));
  await generate('other', 43, 2);
  expect(contents('other')['attempts.jsonl']).not.toBe(contents('first')['attempts.jsonl']);
}, 900_000);

test('every attempt is kept or has a reason, and the manifest counts them', () => {
  const attempts = rows<AttemptRow>('first', 'attempts.jsonl');
  expect(attempts).toHaveLength(36);
  for (const { kept, reason } of attempts) expect(kept).toBe(reason === null);
  expect(attempts.filter(({ kept }) => kept)).toHaveLength(manifest.kept);
  expect(rows('first', 'kept.jsonl')).toHaveLength(manifest.kept);
  const reasons = Object.values(manifest.not_kept).reduce((sum, count) => sum + count, 0);
  expect(manifest.kept + reasons).toBe(manifest.attempts);
  for (const { attempts: made, kept } of manifest.categories) expect([made, kept > 0]).toEqual([2, true]);
});

test('wrong candidates are wrong in the way that they say', () => {
  for (const { candidate, testbench, verdict, fault } of rows<AttemptRow>('first', 'attempts.jsonl')) {
    expect(fault === null).toBe(candidate === 'correct');
    if (verdict === null) continue;
    if (candidate === 'does_not_compile') expect(verdict).toBe('compile_fail');
    else if (testbench === 'template') expect(verdict).toBe('no_check');
    else expect(verdict).toBe(candidate === 'correct' ? 'pass' : 'fail');
  }
});

describe('mined', () => {
  const warehouse = join(scratch, 'w.duckdb');
  beforeAll(async () => {
    const traces = `traces=${join(scratch, 'first')}`;
    const options = ['--set', traces, '--set', 'references=', '--warehouse', warehouse];
    const { status, stderr } = await commandLine(['run', 'pipelines/mine-traces.yaml', ...options]);
    expect([status, stderr]).toEqual([0, '']);
  }, 300_000);

  const sql = async (query: string): Promise<Record<string, unknown>[]> =>
    JSON.parse((await commandLine(['sql', query, '--json', '--warehouse', warehouse])).stdout);

  test('verdicts and domains are those of the manifest', async () => {
    const mined = await sql(
      'SELECT run_id, rtl_sha256, verdict, domain FROM report.attempts ORDER BY run_id, rtl_sha256',
    );
    const told = rows<AttemptRow>('first', 'attempts.jsonl').filter(({ verdict }) => verdict !== null);
    expect(mined.filter(({ domain }) => domain === 'unclassified')).toEqual([]);
    const key = ({
      run_id,
      verdict,
      domain,
    }: {
      run_id: string;
      verdict: string | null;
      domain: string | null;
    }) => `${run_id} ${verdict} ${domain}`;
    expect((mined as { run_id: string; verdict: string; domain: string }[]).map(key).sort()).toEqual(
      told.map(key).sort(),
    );
  });
});

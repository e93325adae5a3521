import { createHash } from 'node:crypto';
import {
  createReadStream,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { contentHash } from '../core/content-hash.ts';
import type { Warehouse } from '../warehouse/warehouse.ts';
import { datasetCard } from './dataset-card.ts';
import { SFT_FEATURES, sftQuery } from './sft.ts';
import { writeJsonl } from './write-jsonl.ts';
import { writeParquet } from './write-parquet.ts';

export interface SftManifest {
  task: 'sft';
  /** Hash over what the files are made from: equal inputs are not written again. */
  fingerprint: string;
  splits: { split: string; rows: number; groups: number }[];
  refused: { reason: string; rows: number }[];
  files: { path: string; sha256: string; bytes: number }[];
}

const SPLITS = ['train', 'validation'] as const;
const REFUSED =
  'SELECT attempt_id, problem_id, refusal AS reason FROM curated.sft_rows WHERE refusal IS NOT NULL ORDER BY ALL';

/**
 * Writes `<folder>/data/<split>-00000-of-00001.parquet`, `<folder>/jsonl/<split>.jsonl`, refused.jsonl, README.md
 * and manifest.json. The folder is replaced as a whole, so a kill leaves the old or the new set, never a mixture.
 */
export async function writeSft(
  warehouse: Warehouse,
  folder: string,
): Promise<{ manifest: SftManifest; changed: boolean }> {
  const fingerprint = await fingerprintRows(warehouse);
  const known = readManifest(folder);
  if (known?.fingerprint === fingerprint) return { manifest: known, changed: false };
  const building = `${folder}.building`;
  rmSync(building, { recursive: true, force: true });
  mkdirSync(join(building, 'data'), { recursive: true });
  mkdirSync(join(building, 'jsonl'));
  const paths: string[] = [];
  const splits = await readSplits(warehouse);
  for (const { split } of splits.filter(({ rows }) => rows > 0)) {
    const query = sftQuery(split);
    paths.push(`data/${split}-00000-of-00001.parquet`, `jsonl/${split}.jsonl`);
    await writeParquet(warehouse, query, join(building, paths.at(-2)!), SFT_FEATURES);
    await writeJsonl(warehouse, query, join(building, paths.at(-1)!));
  }
  await writeJsonl(warehouse, REFUSED, join(building, 'refused.jsonl'));
  writeFileSync(join(building, 'README.md'), datasetCard('sft', splits));
  const files = await Promise.all(
    [...paths, 'refused.jsonl', 'README.md'].map((path) => describeFile(building, path)),
  );
  const manifest: SftManifest = {
    task: 'sft',
    fingerprint,
    splits,
    refused: await readRefusals(warehouse),
    files,
  };
  writeFileSync(join(building, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  replaceFolder(folder, building);
  return { manifest, changed: true };
}

/** Renames only, so that no moment shows a folder with a part of its files. */
function replaceFolder(folder: string, building: string): void {
  const old = `${folder}.old`;
  rmSync(old, { recursive: true, force: true });
  if (existsSync(folder)) renameSync(folder, old);
  renameSync(building, folder);
  rmSync(old, { recursive: true, force: true });
}

/** Reasons with counts, most frequent first. */
async function readRefusals(warehouse: Warehouse): Promise<SftManifest['refused']> {
  const rows = await warehouse.rows<{ reason: string; rows: bigint }>(
    `SELECT refusal AS reason, count(*) AS rows FROM curated.sft_rows WHERE refusal IS NOT NULL
     GROUP BY refusal ORDER BY rows DESC, reason`,
  );
  return rows.map(({ reason, rows: count }) => ({ reason, rows: Number(count) }));
}

async function readSplits(
  warehouse: Warehouse,
): Promise<{ split: (typeof SPLITS)[number]; rows: number; groups: number }[]> {
  const counted = await warehouse.rows<{ split: string; rows: bigint; groups: bigint }>(
    `SELECT split, count(*) AS rows, count(DISTINCT group_id) AS groups
     FROM curated.sft_rows WHERE refusal IS NULL GROUP BY split`,
  );
  return SPLITS.map((split) => {
    const found = counted.find((row) => row.split === split);
    return { split, rows: Number(found?.rows ?? 0), groups: Number(found?.groups ?? 0) };
  });
}

/** Rows are told apart by their attempt, so a sum over their hashes needs no order and no memory. */
async function fingerprintRows(warehouse: Warehouse): Promise<string> {
  const [row] = await warehouse.rows<{ rows: string }>(
    `SELECT concat(count(*), ' ', bit_xor(md5_number(to_json(r)::VARCHAR))) AS rows FROM (
       SELECT attempt_id, problem_id, group_id, split, domain, tier, evidence, model, run_id, rtl_sha256,
         testbench_sha256, tool, instruction_sha256, header_sha256, refusal FROM curated.sft_rows) AS r`,
  );
  return contentHash(`${sftQuery('train')}${row?.rows ?? ''}`);
}

/** The manifest of the set in a folder, if it is whole. */
function readManifest(folder: string): SftManifest | undefined {
  try {
    const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as SftManifest;
    const whole = manifest.files.every(({ path, bytes }) => statSync(join(folder, path)).size === bytes);
    return whole ? manifest : undefined;
  } catch {
    // Nothing was written there yet, or somebody took files away.
    return undefined;
  }
}

async function describeFile(folder: string, path: string): Promise<SftManifest['files'][number]> {
  const sha = createHash('sha256');
  let bytes = 0;
  for await (const chunk of createReadStream(join(folder, path))) {
    sha.update(chunk as Buffer);
    bytes += (chunk as Buffer).length;
  }
  return { path, sha256: sha.digest('hex'), bytes };
}

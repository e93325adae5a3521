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
import type { DomainWeight } from '../core/weak-domain-weights.ts';
import type { Warehouse } from '../warehouse/warehouse.ts';
import type { Mix } from './cell-quotas.ts';
import { datasetCard } from './dataset-card.ts';
import { type DatasetTask, SPLITS, type Split } from './dataset-task.ts';
import { type FilledQuota, fillQuotas, readRows, SELECTED } from './select-rows.ts';
import { CHOICE_VERSION } from './take-diverse.ts';
import { writeJsonl } from './write-jsonl.ts';
import { writeParquet } from './write-parquet.ts';

export interface DatasetOptions {
  /** How many training rows of which domain and tier; empty: all. */
  mix?: Mix;
  /** Draws the order in which quotas are filled. */
  seed?: string;
  /** Further settings that the rows depend on, for the manifest. */
  settings?: Readonly<Record<string, unknown>>;
}

export interface DatasetManifest {
  task: string;
  /** Hash over what the files are made from: equal inputs are not written again. */
  fingerprint: string;
  settings: Readonly<Record<string, unknown>>;
  splits: { split: Split; rows: number; groups: number }[];
  /** How far each quota was filled; `taken` below `wanted` is a shortfall. */
  quotas: FilledQuota[];
  /** What the weak-domain report said of each domain, where it weighted the quotas. */
  weights: readonly DomainWeight[];
  refused: { reason: string; rows: number }[];
  files: { path: string; sha256: string; bytes: number }[];
}

/**
 * Writes `<folder>/data/<split>-00000-of-00001.parquet`, `<folder>/jsonl/<split>.jsonl`, refused.jsonl, README.md
 * and manifest.json. The folder is replaced as a whole, so a kill leaves the old or the new set, never a mixture.
 * Equal rows, mix and seed give equal bytes.
 */
export async function writeDataset(
  warehouse: Warehouse,
  folder: string,
  task: DatasetTask,
  { mix = { quotas: [], weights: [] }, seed = '42', settings = {} }: DatasetOptions = {},
): Promise<{ manifest: DatasetManifest; changed: boolean }> {
  await readRows(warehouse, task);
  const fingerprint = await fingerprintRows(warehouse, task, { mix, seed, settings });
  const known = readManifest(folder);
  if (known?.fingerprint === fingerprint) return { manifest: known, changed: false };
  const filled = await fillQuotas(warehouse, task, mix, seed);
  const building = `${folder}.building`;
  rmSync(building, { recursive: true, force: true });
  mkdirSync(join(building, 'data'), { recursive: true });
  mkdirSync(join(building, 'jsonl'));
  const splits = await readSplits(warehouse);
  const paths = await writeSplits(warehouse, building, task, splits);
  await writeJsonl(warehouse, refusedRows(task), join(building, 'refused.jsonl'));
  writeFileSync(join(building, 'README.md'), datasetCard(task, splits));
  const files = await Promise.all(
    [...paths, 'refused.jsonl', 'README.md'].map((path) => describeFile(building, path)),
  );
  const manifest: DatasetManifest = {
    task: task.name,
    fingerprint,
    settings: { seed, ...settings },
    splits,
    quotas: filled,
    weights: mix.weights,
    refused: await readRefusals(warehouse),
    files,
  };
  writeFileSync(join(building, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  replaceFolder(folder, building);
  return { manifest, changed: true };
}

/** Parquet and JSON Lines of every split that has rows; returns their paths. */
async function writeSplits(
  warehouse: Warehouse,
  building: string,
  { query, features }: DatasetTask,
  splits: DatasetManifest['splits'],
): Promise<string[]> {
  const paths: string[] = [];
  for (const { split } of splits.filter(({ rows }) => rows > 0)) {
    const [parquet, jsonl] = [`data/${split}-00000-of-00001.parquet`, `jsonl/${split}.jsonl`];
    await writeParquet(warehouse, query(SELECTED, split), join(building, parquet), features);
    await writeJsonl(warehouse, query(SELECTED, split), join(building, jsonl));
    paths.push(parquet, jsonl);
  }
  return paths;
}

function refusedRows({ key, refusedWith }: DatasetTask): string {
  const columns = [key, ...refusedWith].join(', ');
  return `SELECT ${columns}, refusal AS reason FROM ${SELECTED} WHERE refusal IS NOT NULL ORDER BY ALL`;
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
async function readRefusals(warehouse: Warehouse): Promise<DatasetManifest['refused']> {
  return warehouse.rows(
    `SELECT refusal AS reason, count(*)::INTEGER AS rows FROM ${SELECTED} WHERE refusal IS NOT NULL
     GROUP BY refusal ORDER BY rows DESC, reason`,
  );
}

async function readSplits(warehouse: Warehouse): Promise<DatasetManifest['splits']> {
  const counted = await warehouse.rows<{ split: string; rows: number; groups: number }>(
    `SELECT split, count(*)::INTEGER AS rows, count(DISTINCT group_id)::INTEGER AS groups
     FROM ${SELECTED} WHERE refusal IS NULL GROUP BY split`,
  );
  return SPLITS.map((split) => {
    const found = counted.find((row) => row.split === split);
    return { split, rows: found?.rows ?? 0, groups: found?.groups ?? 0 };
  });
}

/**
 * Over the rows before the mix takes its own of them, which follow from what is hashed here. Rows are told apart by
 * their key, so a sum over their hashes needs no order and no memory.
 */
async function fingerprintRows(
  warehouse: Warehouse,
  task: DatasetTask,
  options: Required<DatasetOptions>,
): Promise<string> {
  const [row] = await warehouse.rows<{ rows: string }>(
    `SELECT concat(count(*), ' ', bit_xor(md5_number(to_json(r)::VARCHAR))) AS rows FROM ${SELECTED} AS r`,
  );
  return contentHash(
    JSON.stringify([CHOICE_VERSION, task.query('rows', 'train'), task.features, options, row?.rows]),
  );
}

/** The manifest of the set in a folder, if it is whole. */
function readManifest(folder: string): DatasetManifest | undefined {
  try {
    const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as DatasetManifest;
    const whole = manifest.files.every(({ path, bytes }) => statSync(join(folder, path)).size === bytes);
    return whole ? manifest : undefined;
  } catch {
    // Nothing was written there yet, or somebody took files away.
    return undefined;
  }
}

async function describeFile(folder: string, path: string): Promise<DatasetManifest['files'][number]> {
  const sha = createHash('sha256');
  let bytes = 0;
  for await (const chunk of createReadStream(join(folder, path))) {
    sha.update(chunk as Buffer);
    bytes += (chunk as Buffer).length;
  }
  return { path, sha256: sha.digest('hex'), bytes };
}

import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { SFT } from '../../src/export/sft.ts';
import { writeDataset } from '../../src/export/write-dataset.ts';
import { copiedSamples } from '../support/copied-samples.ts';
import { scratchFolder } from '../support/scratch.ts';

/** `make venv` makes it; DATASETS_PYTHON may name another Python that has `datasets`. */
const VENV = join(import.meta.dirname, '../../.venv/bin/python');
const PYTHON = process.env['DATASETS_PYTHON'] ?? (existsSync(VENV) ? VENV : 'python3');

function hasDatasets(): boolean {
  try {
    execFileSync(PYTHON, ['-c', 'import datasets'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

const present = hasDatasets();
if (!present) console.warn(`skipped: ${PYTHON} has no \`datasets\`; name one that has with DATASETS_PYTHON`);

test.skipIf(!present)('load_dataset reads the folder: splits, rows and messages', async () => {
  const folder = join(scratchFolder(), 'sft');
  const { manifest } = await writeDataset((await copiedSamples()).warehouse, folder, SFT);
  const program = `
import json, sys, datasets
d = datasets.load_dataset(sys.argv[1])
print(json.dumps({'splits': {k: len(v) for k, v in d.items()}, 'features': sorted(d['train'].features),
  'roles': [m['role'] for m in d['train'][0]['messages']]}))`;
  const env = { ...process.env, HF_HUB_OFFLINE: '1', HF_DATASETS_CACHE: join(folder, '../cache') };
  const read = JSON.parse(
    execFileSync(PYTHON, ['-c', program, folder], { env, encoding: 'utf8' }),
  ) as unknown;
  expect(read).toMatchObject({
    // A split without rows has no file.
    splits: Object.fromEntries(
      manifest.splits.flatMap(({ split, rows }) => (rows > 0 ? [[split, rows]] : [])),
    ),
    features: expect.arrayContaining(['messages', 'meta_attempt_id']),
    roles: ['user', 'assistant'],
  });
});

import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PROJECT } from './pages.ts';

/**
 * What a pipeline prints on its samples in 80 columns, as from a checkout whose warehouse is in its usual place. Seconds vary
 * and are masked.
 */
export async function runSamples(pipeline: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'quarry-docs-'));
  try {
    const warehouse = join(folder, 'warehouse.duckdb');
    const { stdout } = await promisify(execFile)(
      join(PROJECT, 'bin/quarry'),
      ['run', `pipelines/${pipeline}.yaml`, '--warehouse', warehouse],
      { cwd: PROJECT, env: { ...process.env, COLUMNS: '80' } },
    );
    return withoutSeconds(
      stdout.trim().replaceAll(` --warehouse ${warehouse}`, '').replaceAll(folder, 'data'),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export function withoutSeconds(text: string): string {
  return text.replace(/ in \d+\.\d s$/m, ' in N s');
}

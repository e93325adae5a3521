import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { PROJECT_ROOT, quarry } from './quarry.ts';

/** What one run of the main job over data/samples left: the warehouse, its reports and exports, what was printed. */
export interface MinedSamples {
  folder: string;
  warehouse: string;
  stdout: string;
  stderr: string;
}

/**
 * The samples, mined once a test run by whichever test file asks first; the others wait. Read-only: a test that
 * writes copies the warehouse file first.
 */
export async function minedSamples(): Promise<MinedSamples> {
  const shared = join(process.env['QUARRY_TEST_ROOT']!, 'mined');
  if (iAmFirst(`${shared}.lock`)) {
    const building = `${shared}.building`;
    mkdirSync(building);
    const { status, stdout, stderr } = await quarry(
      ['run', 'pipelines/mine-traces.yaml', '--warehouse', join(building, 'w.duckdb')],
      { cwd: PROJECT_ROOT },
    );
    if (status !== 0) throw new Error(`mining the samples failed: ${stdout}${stderr}`);
    writeFileSync(join(building, 'printed.json'), JSON.stringify({ stdout, stderr }));
    renameSync(building, shared);
  }
  for (let waited = 0; !existsSync(shared); waited += 100) {
    if (waited > 160_000) throw new Error('the samples were not mined: see the test file that began it');
    await wait(100);
  }
  const printed = JSON.parse(readFileSync(join(shared, 'printed.json'), 'utf8')) as Pick<
    MinedSamples,
    'stdout' | 'stderr'
  >;
  return { folder: shared, warehouse: join(shared, 'w.duckdb'), ...printed };
}

/** Making a folder is atomic: exactly one process succeeds. */
function iAmFirst(lock: string): boolean {
  try {
    mkdirSync(lock);
    return true;
  } catch {
    return false;
  }
}

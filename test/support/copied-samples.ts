import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { SILENT } from '../../src/engine/progress.ts';
import type { StageContext } from '../../src/engine/stage.ts';
import { stageContext } from '../../src/engine/stage-context.ts';
import { Warehouse } from '../../src/warehouse/warehouse.ts';
import { minedSamples } from './mined-samples.ts';
import { PROJECT_ROOT } from './quarry.ts';
import { scratchFolder } from './scratch.ts';

/** The mined samples in a warehouse of this test file's own, that it may write to. */
export async function copiedSamples(): Promise<StageContext> {
  const path = join(scratchFolder(), 'w.duckdb');
  copyFileSync((await minedSamples()).warehouse, path);
  const warehouse = await Warehouse.open(path, { threads: 2 });
  afterAll(() => warehouse.close());
  return stageContext({ warehouse, progress: SILENT, projectRoot: PROJECT_ROOT });
}

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { SILENT } from '../../src/engine/progress.ts';
import type { StageContext } from '../../src/engine/stage.ts';
import { stageContext } from '../../src/engine/stage-context.ts';
import { Warehouse } from '../../src/warehouse/warehouse.ts';
import { PROJECT_ROOT } from './quarry.ts';

/** A folder of this test file, removed when its tests are over. */
export function scratchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'quarry-test-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A new, empty warehouse and what stages need beside it. Closed when the test file is over. */
export async function scratchContext(overrides: Partial<StageContext> = {}): Promise<StageContext> {
  const warehouse = await Warehouse.open(join(scratchFolder(), 'w.duckdb'), { threads: 2 });
  afterAll(() => warehouse.close());
  return {
    ...stageContext({ warehouse, progress: SILENT, projectRoot: PROJECT_ROOT }),
    ...overrides,
  };
}

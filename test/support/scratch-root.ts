import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Vitest's global set-up: one folder for what the test files of a run share; removed when the run ends. */
export default function makeScratchRoot(): () => void {
  const root = mkdtempSync(join(tmpdir(), 'quarry-test-'));
  process.env['QUARRY_TEST_ROOT'] = root;
  return () => rmSync(root, { recursive: true, force: true });
}

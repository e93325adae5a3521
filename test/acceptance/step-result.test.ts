import { openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { DEFAULT_LIMITS } from '../../src/eda/limits.ts';
import { stepResult } from '../../src/eda/step-result.ts';
import { scratchFolder } from '../support/scratch.ts';

const folder = scratchFolder();

function outcome(exitCode: number, cpuMs: number): string {
  const log = join(folder, 'log');
  writeFileSync(log, '');
  const step = { step: 'simulation', exitCode, cpuMs, madeOutput: true } as const;
  return stepResult(step, openSync(log, 'r'), DEFAULT_LIMITS, []).outcome;
}

// Seen on a machine with four busy processes a core: vvp ended by SIGXCPU at 10 s, accounted with 8.79 s.
test('a CPU limit is seen although the accounts of a loaded machine lag', () => {
  expect(outcome(152, 8790)).toBe('cpu_limit');
});

test('exit codes alone prove no limit', () => {
  expect(outcome(152, 20)).toBe('crash');
  expect(outcome(137, 8790)).toBe('memory_limit');
});

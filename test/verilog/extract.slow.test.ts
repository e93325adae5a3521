import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { extractRtl } from '../../src/verilog/extract.ts';

const DATA = '../shared/data';
const ROLLOUTS = join(DATA, 'traces/verilogeval_human_rollouts_rtlcodermistral.jsonl');
const REFERENCES = join(DATA, 'benchmarks/verilogeval_human_references.jsonl');
const HAS_IVERILOG = spawnSync('iverilog', ['-V']).status === 0;
const CAN_MEASURE = existsSync(ROLLOUTS) && HAS_IVERILOG;
if (!CAN_MEASURE) console.log(`skipped: needs ${ROLLOUTS} and iverilog`);

const readRows = (path: string): Record<string, string>[] =>
  readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

/** One real model's answers, extracted here and graded by iverilog alone: the benchmark's own four counts. */
test.skipIf(!CAN_MEASURE)(
  'completions of VerilogEval-Human grade as the benchmark grades them',
  () => {
    const testbenches = new Map(readRows(REFERENCES).map((row) => [row['task_id'], row['testbench']]));
    const folder = mkdtempSync(join(tmpdir(), 'extract-'));
    const graded = new Map<string, string>();
    const counts: Record<string, number> = {};
    for (const row of readRows(ROLLOUTS)) {
      const { rtl } = extractRtl({
        answer: row['completion']!,
        header: row['prompt']!,
        protocol: 'completion',
      });
      const testbench = testbenches.get(row['task_id'])!;
      const key = `${rtl}\0${testbench}`;
      if (!graded.has(key)) graded.set(key, grade(folder, rtl ?? '', testbench));
      const verdict = graded.get(key)!;
      counts[verdict] = (counts[verdict] ?? 0) + 1;
    }
    rmSync(folder, { recursive: true });
    expect(counts).toEqual({ compile_fail: 728, pass: 288, fail: 543, timeout: 1 });
  },
  600_000,
);

function grade(folder: string, rtl: string, testbench: string): string {
  const output = join(folder, 'o');
  rmSync(output, { force: true });
  writeFileSync(join(folder, 'dut.v'), rtl);
  writeFileSync(join(folder, 'tb.v'), testbench);
  const compiled = spawnSync('iverilog', ['-g2012', '-o', 'o', 'tb.v', 'dut.v'], {
    cwd: folder,
    timeout: 30_000,
  });
  if (compiled.status !== 0 || !existsSync(output)) return 'compile_fail';
  const options = { cwd: folder, encoding: 'utf8', timeout: 30_000, maxBuffer: 2 ** 30 } as const;
  const run = spawnSync('vvp', ['-n', 'o', '-none'], options);
  if (run.error !== undefined) return 'timeout';
  return run.stdout.includes('Mismatches: 0 in') ? 'pass' : 'fail';
}

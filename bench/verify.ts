import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { extractRtl } from '../src/verilog/extract.ts';

/**
 * The cold and the warm run of the main job beside `xargs -P$(nproc)` over plain `iverilog && vvp`, on the same
 * pairs, in the same minutes, alternating. Ratios of best times are the result; the verdicts are compared too.
 * Usage: node bench/verify.ts [rounds] [rollouts.jsonl references.jsonl]
 */
const PROJECT = join(import.meta.dirname, '..');
const SHARED = join(PROJECT, '../shared/data');
const rounds = Number(process.argv[2] ?? 3);
const rollouts = process.argv[3] ?? join(SHARED, 'traces/verilogeval_human_rollouts_rtlcodermistral.jsonl');
const references = process.argv[4] ?? join(SHARED, 'benchmarks/verilogeval_human_references.jsonl');

if (!existsSync(rollouts) || !existsSync(references)) {
  console.log(`bench-verify: not run, ${rollouts} is not there`);
  process.exit(0);
}

const work = mkdtempSync(join(tmpdir(), 'quarry-bench-'));
try {
  const pairs = writePairs();
  const times = { xargs: [] as number[], cold: [] as number[], warm: [] as number[] };
  for (let round = 0; round < rounds; round += 1) {
    times.xargs.push(runXargs());
    const warehouse = join(work, `warehouse-${round}.duckdb`);
    times.cold.push(runQuarry(warehouse));
    times.warm.push(runQuarry(warehouse), runQuarry(warehouse));
    console.log(
      `round ${round + 1}: xargs ${times.xargs.at(-1)} s, cold ${times.cold.at(-1)} s, warm ${times.warm.at(-1)} s`,
    );
  }
  const best = {
    xargs: Math.min(...times.xargs),
    cold: Math.min(...times.cold),
    warm: Math.min(...times.warm),
  };
  console.log(`pairs: ${pairs}, cores: ${availableParallelism()}, rounds: ${rounds}, best of each`);
  console.log(`xargs plain      ${best.xargs.toFixed(2)} s`);
  console.log(
    `cold, confined   ${best.cold.toFixed(2)} s   ${(best.xargs / best.cold).toFixed(2)} times as fast as xargs`,
  );
  console.log(
    `warm             ${best.warm.toFixed(2)} s   ${((100 * best.warm) / best.cold).toFixed(1)} % of cold`,
  );
  compareVerdicts(join(work, 'warehouse-0.duckdb'));
} finally {
  rmSync(work, { recursive: true, force: true });
}

function readJsonl(path: string): Record<string, string>[] {
  return readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, string>);
}

/** One folder a rollout with tb.v and dut.v, as the plain loop needs them. */
function writePairs(): number {
  const testbenches = new Map(readJsonl(references).map((row) => [row['task_id']!, row['testbench']!]));
  const rows = readJsonl(rollouts);
  rows.forEach((row, index) => {
    const folder = join(work, 'pairs', String(index).padStart(5, '0'));
    mkdirSync(folder, { recursive: true });
    const { rtl } = extractRtl({
      answer: row['completion']!,
      header: row['prompt']!,
      protocol: 'completion',
    });
    writeFileSync(join(folder, 'tb.v'), testbenches.get(row['task_id']!)!);
    writeFileSync(join(folder, 'dut.v'), rtl ?? '');
  });
  writeFileSync(
    join(work, 'one.sh'),
    'cd "$1"; rm -f o\niverilog -g2012 -o o tb.v dut.v >c.log 2>&1 && timeout 10 vvp -n o >s.log 2>&1\necho $? >rc\n',
  );
  cpSync(join(work, 'pairs'), join(work, 'plain'), { recursive: true });
  return rows.length;
}

function runXargs(): number {
  const command = `ls -d ${work}/plain/*/ | xargs -P${availableParallelism()} -n1 sh ${work}/one.sh`;
  return timed(() =>
    execFileSync('sh', ['-c', `rm -f ${work}/plain/*/s.log; ${command}`], { stdio: 'ignore' }),
  );
}

function runQuarry(warehouse: string): number {
  const settings = ['--set', `traces=${rollouts}`, '--set', `references=${references}`];
  return timed(() =>
    execFileSync(
      join(PROJECT, 'bin/quarry'),
      ['run', 'pipelines/mine-traces.yaml', ...settings, '--warehouse', warehouse],
      {
        cwd: PROJECT,
        stdio: ['ignore', 'ignore', 'inherit'],
      },
    ),
  );
}

function timed(work: () => void): number {
  const start = performance.now();
  work();
  return Math.round(performance.now() - start) / 1000;
}

/** Row by row: the plain loop's outcome against ours. */
function compareVerdicts(warehouse: string): void {
  const ours = JSON.parse(
    execFileSync(
      join(PROJECT, 'bin/quarry'),
      ['sql', 'SELECT line, verdict FROM report.attempts ORDER BY line', '--json', '--warehouse', warehouse],
      { encoding: 'utf8', maxBuffer: 1 << 28 },
    ),
  ) as { line: number; verdict: string }[];
  const differing: string[] = [];
  const counts = new Map<string, number>();
  for (const { line, verdict } of ours) {
    counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
    const plain = plainVerdict(join(work, 'plain', String(line - 1).padStart(5, '0')));
    if (plain !== verdict) differing.push(`line ${line}: plain ${plain}, ours ${verdict}`);
  }
  const equal = (100 * (ours.length - differing.length)) / ours.length;
  console.log(`verdicts: ${[...counts].map(([name, count]) => `${count} ${name}`).join(', ')}`);
  console.log(`equal to the plain loop row by row: ${equal.toFixed(2)} %`);
  for (const line of differing.slice(0, 20)) console.log(`  ${line}`);
}

function plainVerdict(folder: string): string {
  if (!existsSync(join(folder, 'o')) || !existsSync(join(folder, 's.log'))) return 'compile_fail';
  if (readFileSync(join(folder, 'rc'), 'utf8').trim() === '124') return 'timeout';
  const counts = /Mismatches: (\d+) in (\d+) samples/.exec(readFileSync(join(folder, 's.log'), 'latin1'));
  return counts?.[1] === '0' ? 'pass' : 'fail';
}

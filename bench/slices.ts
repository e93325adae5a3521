import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mapConcurrently } from '../src/core/map-concurrently.ts';
import { openToolbox } from '../src/eda/toolbox.ts';
import { proveOutput, proveSlice } from '../src/truth/slices/prove-slice.ts';
import { loadParser } from '../src/verilog/parser.ts';
import { type SliceDriver, sliceDrivers, withoutDriver } from '../src/verilog/slice/slice-drivers.ts';
import { keptShare, outputsOf, type Slice } from '../src/verilog/slice/slice-output.ts';
import { readSliceableDesign, type SliceableDesign } from '../src/verilog/slice/sliceable-design.ts';
import { type SliceTarget, sliceTargets } from './slice-targets.ts';

/**
 * Slices every output of real designs, proves each slice, and takes each driver of each slice away: without a needed
 * one the proof must fail. Every output that is not proved is listed with its reason, and every driver without which
 * the slice is still proved.
 * Usage: node bench/slices.ts [references.jsonl | file.v | repository]... (default: VerilogEval-Human's references)
 * QUARRY_REMOVALS: drivers taken away a slice, default all; 0 leaves that out. QUARRY_PATHS: a pattern for the paths
 * of files in repositories.
 */
const SHARED = join(import.meta.dirname, '../../shared/data');
const named = [...process.argv.slice(2), ...(process.env['REPOSITORIES'] ?? '').split(/\s+/)].filter(Boolean);
const inputs = named.length > 0 ? named : [join(SHARED, 'benchmarks/verilogeval_human_references.jsonl')];
const mostRemovals = Number(process.env['QUARRY_REMOVALS'] ?? Number.POSITIVE_INFINITY);

/** What no counterexample is found for in this time is rarely decided at all, and not proved either. */
const HASTE = { inductionCpuSeconds: 10, boundedCpuSeconds: 2 };

const missing = inputs.filter((input) => !existsSync(input));
if (missing.length > 0) {
  console.log(`bench-slices: not run, ${missing.join(', ')} is not there`);
  process.exit(0);
}

const outcomes = new Map<string, number>();
const removals = { tried: 0, failed: 0, redundant: 0 };
const shares: number[] = [];
let unsliced = 0;

await loadParser();
const toolbox = await openToolbox();
const cpu = process.cpuUsage();
const started = performance.now();
try {
  for (const input of inputs) {
    const targets = input.endsWith('.jsonl') ? referenceRows(input) : await sliceTargets(input);
    for await (const lines of mapConcurrently(targets, 4, tryTarget))
      for (const line of lines) console.log(line);
  }
} finally {
  await toolbox.close();
}
printTotals();

function referenceRows(path: string): SliceTarget[] {
  const rows = readFileSync(path, 'utf8').trim().split('\n');
  return rows.map((line) => {
    const row = JSON.parse(line) as { task_id: string; module_code: string };
    return { name: row.task_id, files: [{ name: 'reference.sv', text: row.module_code }], top: undefined };
  });
}

async function tryTarget({ name, files, top }: SliceTarget): Promise<string[]> {
  const design = readSliceableDesign(files);
  if ('problem' in design) {
    unsliced += 1;
    return [`${name}: not sliced: ${design.problem}`];
  }
  const tops = top === undefined ? design.roots : [top];
  const lines: string[] = [];
  for (const one of tops) {
    for (const output of outputsOf(design, one)) lines.push(...(await tryOutput(design, one, output, name)));
  }
  return lines;
}

async function tryOutput(
  design: SliceableDesign,
  top: string,
  output: string,
  name: string,
): Promise<string[]> {
  const { slice, proof, givenUp } = await proveOutput(toolbox, design, top, output);
  const outcome = `${slice.level}, ${proof.outcome}${proof.method === null ? '' : ` by ${proof.method}`}`;
  outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
  shares.push(keptShare(design, slice));
  const lines = givenUp.map(
    ({ level, reason }) => `${name}.${output}: ${level} given up: ${oneLine(reason)}`,
  );
  if (proof.outcome !== 'proved') {
    const bound = proof.bound === undefined ? '' : ` (${proof.bound} steps)`;
    lines.push(`${name}.${output}: ${proof.outcome}${bound}: ${oneLine(proof.reason ?? '')}`);
  }
  const isProved = proof.outcome === 'proved' || proof.outcome === 'bounded';
  if (isProved && slice.level === 'minimal')
    lines.push(...(await tryRemovals(design, top, slice)).map((line) => `${name}.${output}: ${line}`));
  return lines;
}

async function tryRemovals(design: SliceableDesign, top: string, slice: Slice): Promise<string[]> {
  const lines: string[] = [];
  const texts = JSON.stringify(slice.files.map(({ text }) => text));
  for (const driver of evenly(sliceDrivers(design, slice), mostRemovals)) {
    const files = withoutDriver(design, slice, driver);
    if (JSON.stringify(files.map(({ text }) => text)) === texts) continue;
    const proof = await proveSlice(toolbox, design, top, { output: slice.output, files }, HASTE);
    removals.tried += 1;
    if (proof.outcome === 'proved' || proof.outcome === 'bounded') {
      removals.redundant += 1;
      lines.push(`${proof.outcome} without ${driverText(design, driver)}`);
    } else removals.failed += 1;
  }
  return lines;
}

/** Of more than `most` drivers, that many with equal distances. */
function evenly(drivers: readonly SliceDriver[], most: number): readonly SliceDriver[] {
  if (drivers.length <= most) return drivers;
  return Array.from({ length: most }, (_, index) => drivers[Math.floor((index * drivers.length) / most)]!);
}

function driverText(design: SliceableDesign, { file, start }: SliceDriver): string {
  const text = design.files.find((one) => one.name === file)!.text;
  const line = text.slice(0, start).split('\n').length;
  return `${file}:${line} \`${oneLine(text.slice(start, start + 60).split(/;/)[0]!)}\``;
}

function oneLine(text: string): string {
  return text.trim().replace(/\s+/g, ' ').slice(0, 160);
}

function printTotals(): void {
  const total = [...outcomes.values()].reduce((sum, count) => sum + count, 0);
  const proved = [...outcomes].filter(([key]) => /^(?!whole).*, proved/.test(key));
  const count = proved.reduce((sum, [, one]) => sum + one, 0);
  const { user, system } = process.cpuUsage(cpu);
  for (const [key, one] of [...outcomes].sort()) console.log(`  ${key}: ${one}`);
  console.log(
    `outputs ${total}: ${count} proved for any number of steps (${((100 * count) / total).toFixed(1)} %)`,
  );
  if (unsliced > 0) console.log(`designs that were not sliced: ${unsliced}`);
  shares.sort((a, b) => a - b);
  const middle = shares[shares.length >> 1] ?? 0;
  console.log(`a slice keeps ${(100 * middle).toFixed(0)} % of its design in the median`);
  console.log(
    `drivers taken away ${removals.tried}: ${removals.failed} proofs fail, ${removals.redundant} drivers were redundant`,
  );
  const seconds = (performance.now() - started) / 1000;
  console.log(
    `${seconds.toFixed(0)} s, of which ${((user + system) / 1e6).toFixed(0)} s of CPU beside Yosys`,
  );
}

import { join } from 'node:path';
import { Command } from 'commander';
import type { Measurement } from '../truth/measure-strength.ts';
import type { Survivor } from '../truth/strength.ts';
import { jsonOption, PROJECT_ROOT, shareOf, wholeNumberOf } from './options.ts';

interface StrengthOptions {
  with: string[];
  top?: string;
  limit: number;
  seed: string;
  atLeast: number;
  json?: boolean;
}

/** `quarry strength <rtl> <testbench>` */
export function strengthCommand(): Command {
  return new Command('strength')
    .description('Try a testbench with mistakes put into a design, and show those that it does not notice')
    .argument('<rtl>', 'Verilog file or folder of a design that passes')
    .argument('<testbench>', 'Verilog file or folder of the testbench')
    .option('--with <file...>', 'more files of the design: submodules, packages', [])
    .option('--top <module>', 'module under test (default: the one that the testbench instantiates)')
    .option(
      '--limit <count>',
      'mutants at most, evenly over the kinds of mistakes',
      wholeNumberOf('--limit', 1, '100'),
      200,
    )
    .option('--seed <text>', 'draws the mutants', '0')
    .option(
      '--at-least <share>',
      'share of the mutants that a strong testbench kills',
      shareOf('--at-least'),
      0.9,
    )
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
Mutants that are proved to be the same design do not count. Exits with 1 when the
testbench is weak.

Example:
  quarry strength counter.v counter_tb.v`,
    )
    .action(run);
}

async function run(rtl: string, testbench: string, options: StrengthOptions): Promise<void> {
  const { readSourceFiles } = await import('./source-files.ts');
  const { measureStrength, weaknesses } = await import('../truth/measure-strength.ts');
  const { openStrengthTools } = await import('../truth/strength-tools.ts');
  const { loadVerdictPatterns } = await import('../truth/verdict-patterns.ts');
  const design = readSourceFiles([rtl, ...options.with]);
  const bench = readSourceFiles([testbench]);
  const tools = await openStrengthTools();
  try {
    const measured = await measureStrength(tools, {
      design,
      testbench: bench,
      patterns: loadVerdictPatterns(join(PROJECT_ROOT, 'pipelines', 'verdict-patterns.yaml')),
      limit: options.limit,
      seed: options.seed,
      ...(options.top === undefined ? {} : { top: options.top }),
    });
    const weak = weaknesses(measured, options.atLeast);
    const { tool, sandbox } = tools.simulator;
    const report = { ...measured, weaknesses: weak, seed: options.seed, tool, sandbox };
    process.stdout.write(
      `${options.json ? JSON.stringify(report, null, 2) : formatReport(measured, weak)}\n`,
    );
    if (weak.length > 0) process.exitCode = 1;
  } finally {
    await tools.close();
  }
}

function formatReport(measured: Measurement, weak: readonly string[]): string {
  const verdict = weak.length === 0 ? 'strong' : `WEAK: ${weak.join('; ')}`;
  return [
    `testbench for ${measured.top}: ${verdict}`,
    ...(measured.original.verdict === 'pass' ? formatFigures(measured) : []),
    ...formatMutants('not noticed', measured.survivors),
    ...formatMutants('undecided, not in the score', measured.undecided),
  ].join('\n');
}

function formatFigures(measured: Measurement): string[] {
  const { available, mutants, invalid, killed, equivalent, survivors, undecided } = measured;
  const { score, interval, lowestScore, stubs, machines } = measured;
  const range = interval === null ? '' : `, 95 % interval ${percent(interval[0])} to ${percent(interval[1])}`;
  const { equivalentWithinBound } = measured;
  const bounded = equivalentWithinBound === 0 ? '' : ` (${equivalentWithinBound} of them within a bound)`;
  const lowest = undecided.length === 0 ? '' : `; ${percent(lowestScore ?? 0)} if all undecided ones differ`;
  return [
    '',
    `score     ${score === null ? 'none' : `${percent(score)}${range}${lowest}`}`,
    `mutants   ${mutants} of ${available}: ${killed} killed, ${survivors.length} not noticed, ${equivalent} equivalent${bounded}, ${undecided.length} undecided, ${invalid} do not compile`,
    `stubs     ${stubs.map(({ name, rejected }) => `${name} ${rejected ? 'rejected' : 'ACCEPTED'}`).join(', ') || 'none could be made'}`,
    ...machines.map(
      (one) =>
        `machine   ${one.module}.${one.stateRegister}: ${one.statesVisited} of ${one.states} states, ${one.transitionsVisited} of ${one.transitions} transitions${one.missing.length === 0 ? '' : `; never: ${one.missing.join(', ')}`}`,
    ),
  ];
}

/** More than these nobody reads one by one; --json has all. */
const MOST_SHOWN = 25;

function formatMutants(title: string, mutants: readonly Survivor[]): string[] {
  const more = mutants.length - MOST_SHOWN;
  const shown = mutants
    .slice(0, MOST_SHOWN)
    .flatMap(({ operator, file, line, before, after, how }) => [
      '',
      `${title}: ${operator} at ${file}:${line}`,
      ...changed('-', before),
      ...changed('+', after),
      `    ${how}`,
    ]);
  return more > 0 ? [...shown, '', `${title}: ${more} more (--json lists them)`] : shown;
}

function changed(sign: string, text: string): string[] {
  return text
    .split('\n')
    .map((line) => `  ${sign} ${line.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '\uFFFD')}`);
}

function percent(value: number): string {
  return `${(100 * value).toFixed(1)} %`;
}

import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { QuarryError } from '../core/errors.ts';
import type { GeneratedTestbench } from '../truth/testbench/generate-testbench.ts';
import { jsonOption, PROJECT_ROOT, wholeNumberOf } from './options.ts';

interface TestbenchOptions {
  reference?: string;
  top?: string;
  parameter: Record<string, string>;
  seed: string;
  mutants: string;
  out?: string;
  json?: boolean;
}

/** `quarry testbench <rtl>` */
export function testbenchCommand(): Command {
  return new Command('testbench')
    .description('Write a self-checking testbench for a design and say how many of its mutants it kills')
    .argument('<rtl>', 'Verilog file or folder of the design')
    .option(
      '--reference <rtl>',
      'take the expected values from this design, and judge <rtl> by the testbench',
    )
    .option('--top <module>', 'top module (default: the one that no other instantiates)')
    .option('--parameter <name=value...>', 'elaborate the top with other parameters', collectParameter, {})
    .option('--seed <text>', 'draws the stimuli', '1')
    .option('--mutants <count>', 'mutants to grow the stimuli and to score with', '200')
    .option('--out <file>', 'where to write it (default: <top>_tb.v here, if that is free)')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
Without --reference the expected values are what the design itself does: good for
keeping it as it is, no proof that it is right.

Example:
  quarry testbench counter.v --out counter_tb.v`,
    )
    .action(run);
}

function collectParameter(text: string, previous: Record<string, string>): Record<string, string> {
  const [, name, value] = /^([A-Za-z_]\w*)=(.+)$/.exec(text) ?? [];
  if (name === undefined || value === undefined) {
    throw new QuarryError('USAGE', `Expected --parameter to be given name=value, got \`${text}\``, {
      next: 'For example: --parameter WIDTH=8',
    });
  }
  return { ...previous, [name]: value };
}

async function run(rtl: string, options: TestbenchOptions): Promise<void> {
  const { readSourceFiles } = await import('./source-files.ts');
  const { openStrengthTools } = await import('../truth/strength-tools.ts');
  const { generateTestbench } = await import('../truth/testbench/generate-testbench.ts');
  const { loadVerdictPatterns } = await import('../truth/verdict-patterns.ts');
  const { judgeOf } = await import('../truth/testbench-judge.ts');
  const patterns = loadVerdictPatterns(join(PROJECT_ROOT, 'pipelines', 'verdict-patterns.yaml'));
  const design = readSourceFiles([rtl]);
  const reference = options.reference === undefined ? design : readSourceFiles([options.reference]);
  const tools = await openStrengthTools();
  try {
    const generated = await generateTestbench(tools, {
      files: reference,
      parameters: options.parameter,
      patterns,
      seed: options.seed,
      mutants: wholeNumberOf('--mutants', 0, '100')(options.mutants),
      ...(options.top === undefined ? {} : { top: options.top }),
    });
    const file = writeTestbench(generated, options.out);
    const judge = judgeOf([generated.testbench], patterns);
    const judged =
      options.reference === undefined
        ? undefined
        : judge.judge(await tools.simulator.run(judge.job(design)), design);
    const { strength, cycles, nonce } = generated;
    const summary = { file, nonce, cycles, strength, judged };
    process.stdout.write(`${options.json ? JSON.stringify(summary, null, 2) : formatSummary(summary)}\n`);
    if (judged !== undefined && judged.verdict !== 'pass') process.exitCode = 1;
  } finally {
    await tools.close();
  }
}

function writeTestbench({ testbench }: GeneratedTestbench, out: string | undefined): string {
  const file = out ?? testbench.name;
  if (out === undefined && existsSync(file)) {
    throw new QuarryError('USAGE', `\`${file}\` is there already`, {
      where: file,
      next: `Name the file with --out; --out ${file} replaces it.`,
    });
  }
  writeFileSync(file, testbench.text);
  return file;
}

interface Summary {
  file: string;
  cycles: number;
  strength: GeneratedTestbench['strength'];
  judged: { verdict: string; failure?: { message: string } } | undefined;
}

function formatSummary({ file, cycles, strength, judged }: Summary): string {
  const { mutants, invalid, killed, equivalent, survivors, undecided, score, interval, stubs, machines } =
    strength;
  const share = (value: number): string => `${(100 * value).toFixed(1)} %`;
  const range = interval === null ? '' : ` (95 %: ${share(interval[0])} to ${share(interval[1])})`;
  const passed = stubs.filter((stub) => !stub.rejected).map((stub) => stub.name);
  return [
    `wrote      ${file}: ${cycles} cycles`,
    `the design ${strength.original.verdict}`,
    `mutants    ${mutants}: ${killed} killed, ${survivors.length} survived, ${equivalent} equivalent, ${undecided.length} undecided, ${invalid} do not compile`,
    `score      ${score === null ? 'none' : `${share(score)}${range}`}`,
    `stubs      ${stubs.length - passed.length} of ${stubs.length} rejected${passed.length === 0 ? '' : `, accepted: ${passed.join(', ')}`}`,
    ...machines.map(
      (one) =>
        `machine    ${one.module}.${one.stateRegister}: ${one.statesVisited} of ${one.states} states, ${one.transitionsVisited} of ${one.transitions} transitions`,
    ),
    ...[...survivors, ...undecided].map(
      (one) =>
        `survived   line ${one.line} ${one.operator}: ${one.before.trim()}  ->  ${one.after.trim()} (${one.how})`,
    ),
    ...(judged === undefined
      ? []
      : [`judged     ${judged.verdict}${judged.failure === undefined ? '' : `: ${judged.failure.message}`}`]),
  ].join('\n');
}

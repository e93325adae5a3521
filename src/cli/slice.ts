import { Command } from 'commander';
import { QuarryError } from '../core/errors.ts';
import type { SlicedOutput } from '../truth/slices/slice-design.ts';
import type { SliceableDesign } from '../verilog/slice/sliceable-design.ts';
import { jsonOption } from './options.ts';

interface SliceCommandOptions {
  top?: string;
  output?: string[];
  prove?: boolean;
  json?: boolean;
}

/** `quarry slice <rtl>` */
export function sliceCommand(): Command {
  return new Command('slice')
    .description('Show the source that drives each output of a design, and prove that nothing else counts')
    .argument('<rtl...>', 'Verilog files or folders of the design')
    .option('--top <module>', 'module to slice (default: all that no other instantiates)')
    .option('--output <name...>', 'outputs to slice (default: all)')
    .option('--prove', 'blank all the rest, and have Yosys prove that the output stays the same')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
What does not drive the output is dimmed on a terminal, else left blank. With --prove
the exit code is 1 when a slice is not proved.

Example:
  quarry slice traffic_light.v --output red --prove`,
    )
    .action(run);
}

async function run(paths: string[], options: SliceCommandOptions): Promise<void> {
  const { readSourceFiles } = await import('./source-files.ts');
  const { openToolbox } = await import('../eda/toolbox.ts');
  const { sliceDesign } = await import('../truth/slices/slice-design.ts');
  const { loadParser } = await import('../verilog/parser.ts');
  const { readSliceableDesign } = await import('../verilog/slice/sliceable-design.ts');
  const { sliceText } = await import('./slice-text.ts');
  await loadParser();
  const design = readSliceableDesign(readSourceFiles(paths));
  if ('problem' in design) {
    throw new QuarryError('DESIGN_UNREADABLE', `The design cannot be sliced: ${design.problem}`, {
      where: paths.join(', '),
      next: 'Mend the text until `iverilog -g2012` takes it, and leave out what is no part of the design.',
    });
  }
  const tops = chosenTops(design, options.top, paths);
  const toolbox = options.prove ? await openToolbox({ lanes: 1 }) : undefined;
  try {
    const { output: outputs } = options;
    const sliced = await sliceDesign(design, {
      tops,
      toolbox,
      ...(outputs === undefined ? {} : { outputs }),
    });
    checkOutputs(sliced, options.output);
    const text = options.json
      ? JSON.stringify(sliced.map(jsonOf), null, 2)
      : sliced.map((one) => sliceText(design, one, process.stdout.isTTY === true)).join('\n\n');
    process.stdout.write(`${text}\n`);
    if (sliced.some(({ proof }) => proof !== undefined && !/^(?:proved|bounded)$/.test(proof.outcome)))
      process.exitCode = 1;
  } finally {
    await toolbox?.close();
  }
}

function chosenTops(
  design: SliceableDesign,
  top: string | undefined,
  paths: readonly string[],
): readonly string[] {
  const tops = top === undefined ? design.roots : [top].filter((name) => design.modules.has(name));
  if (tops.length > 0) return tops;
  const found = [...design.modules.keys()];
  throw new QuarryError(
    'TOP_UNKNOWN',
    top === undefined ? 'No top module is found' : `There is no module \`${top}\``,
    {
      where: paths.join(', '),
      next: found.length === 0 ? 'Name a file that holds a module.' : `Choose by --top: ${found.join(', ')}`,
    },
  );
}

function checkOutputs(sliced: readonly SlicedOutput[], wanted: readonly string[] = []): void {
  const missing = wanted.filter((name) => !sliced.some(({ slice }) => slice.output === name));
  if (missing.length === 0) return;
  throw new QuarryError('NOT_FOUND', `There is no output \`${missing.join('`, `')}\``, {
    next: 'Leave --output out to see all outputs.',
  });
}

function jsonOf({ module, slice, proof, coupled, givenUp }: SlicedOutput): Record<string, unknown> {
  const { output, level, files } = slice;
  return { module, output, level, files, coupled, proof: proof ?? null, given_up: givenUp };
}

import { Command } from 'commander';
import type { Comparison, SignalVerdict } from '../truth/compare/signal-verdict.ts';
import { jsonOption } from './options.ts';
import { formatTable } from './table.ts';

interface CompareCommandOptions {
  top?: string;
  candidateTop?: string;
  seed: string;
  json?: boolean;
}

/** `quarry compare <reference> <candidate>` */
export function compareCommand(): Command {
  return new Command('compare')
    .description(
      'Run a design beside a reference and tell which outputs differ, when, and after which inputs',
    )
    .argument('<reference>', 'Verilog file or folder of the design that is right')
    .argument('<candidate>', 'Verilog file or folder of the design to judge')
    .option('--top <module>', 'top module of the reference (default: the one that no other instantiates)')
    .option('--candidate-top <module>', 'top module of the candidate (default: the same name)')
    .option('--seed <text>', 'draws the stimuli', '1')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      '\nExits with 1 when an output differs.\n\nExample:\n  quarry compare good.v answer.v',
    )
    .action(async (reference: string, candidate: string, options: CompareCommandOptions) => {
      const { readSourceFiles } = await import('./source-files.ts');
      const { openSimulator } = await import('../eda/simulator.ts');
      const { compareDesigns } = await import('../truth/compare/compare-designs.ts');
      const simulator = await openSimulator({ lanes: 1 });
      try {
        const comparison = await compareDesigns(simulator, {
          files: readSourceFiles([reference]),
          candidate: readSourceFiles([candidate]),
          seed: options.seed,
          ...(options.top === undefined ? {} : { top: options.top }),
          ...(options.candidateTop === undefined ? {} : { candidateTop: options.candidateTop }),
        });
        const text = options.json ? JSON.stringify(comparison, null, 2) : formatComparison(comparison);
        process.stdout.write(`${text}\n`);
        if (!isEqual(comparison)) process.exitCode = 1;
      } finally {
        await simulator.close();
      }
    });
}

function isEqual({ outcome, signals }: Comparison): boolean {
  return outcome === 'compared' && signals.every((signal) => signal.mismatches === 0);
}

function formatComparison({ outcome, reason, signals }: Comparison): string {
  if (outcome !== 'compared') return `${outcome}: ${reason ?? ''}\nno output was compared`;
  const table = formatTable(
    ['output', 'samples', 'mismatches', 'first at', 'cycle', 'expected', 'got', 'coupled'],
    signals.map((signal) => [
      signal.signal,
      signal.samples,
      signal.mismatches,
      signal.firstMismatch === null ? '' : `${signal.firstMismatch.time} ns`,
      signal.firstMismatch?.cycle ?? '',
      signal.firstMismatch?.expected ?? '',
      signal.firstMismatch?.got ?? '',
      signal.coupled ? 'yes' : 'no',
    ]),
  );
  return [table, ...signals.flatMap(leadUpText)].join('\n\n');
}

/** The inputs of the steps up to the first mismatch, the mismatch last. */
function leadUpText({ signal, firstMismatch }: SignalVerdict): string[] {
  if (firstMismatch === null) return [];
  const steps = [...firstMismatch.leadUp, firstMismatch];
  const names = Object.keys(firstMismatch.inputs);
  const table = formatTable(
    ['cycle', ...names],
    steps.map(({ cycle, inputs }) => [cycle, ...names.map((name) => inputs[name] ?? '')]),
  );
  return [`inputs before ${signal} was wrong (hexadecimal)\n${table}`];
}

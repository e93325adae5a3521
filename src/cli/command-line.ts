import { Command, CommanderError } from 'commander';
import { QuarryError } from '../core/errors.ts';
import { bundleCommand } from './bundle.ts';
import { compareCommand } from './compare.ts';
import { contaminationCommand } from './contamination.ts';
import { corpusCommand } from './corpus.ts';
import { describeCommand } from './describe.ts';
import { doctorCommand } from './doctor.ts';
import { dupCommand } from './dup.ts';
import { exportCommand } from './export.ts';
import { generateCommand } from './generate.ts';
import { ingestCommand } from './ingest.ts';
import { planCommand } from './plan.ts';
import { protectCommand } from './protect.ts';
import { reportCommand } from './report.ts';
import { runCommand } from './run.ts';
import { showCommand } from './show.ts';
import { sliceCommand } from './slice.ts';
import { sqlCommand } from './sql.ts';
import { strengthCommand } from './strength.ts';
import { testbenchCommand } from './testbench.ts';

/** All commands, in the order a newcomer needs them. */
export function buildCommandLine(): Command {
  const program = new Command('quarry')
    .description(
      'Mines Verilog from agent traces, proves what it can about every row, exports what can be trusted.',
    )
    .version('0.1.0')
    .showHelpAfterError('(add --help for the options and examples)')
    .addHelpText(
      'after',
      `
Examples:
  quarry run pipelines/mine-traces.yaml
      ingest, simulate, judge, report, export
  quarry sql --query top-failures --set domain=fsm
      the commonest causes of failure of a domain
  quarry sql "SELECT verdict, count(*) FROM report.attempts GROUP BY 1"
  quarry sql --list
      saved queries, domains, relations and their columns
  quarry show <attempt_id>
      one attempt: source, log, history

The warehouse is data/warehouse.duckdb unless --warehouse or QUARRY_WAREHOUSE
names another.`,
    );
  for (const make of [
    runCommand,
    planCommand,
    ingestCommand,
    protectCommand,
    contaminationCommand,
    sqlCommand,
    showCommand,
    bundleCommand,
    reportCommand,
    dupCommand,
    corpusCommand,
    describeCommand,
    exportCommand,
    testbenchCommand,
    strengthCommand,
    compareCommand,
    generateCommand,
    sliceCommand,
    doctorCommand,
  ]) {
    program.addCommand(make());
  }
  return program;
}

/** Runs one command and returns the exit code: 0 ok, 1 data or audit failure, 2 usage or configuration, 70 a bug. */
export async function runCommandLine(args: readonly string[]): Promise<number> {
  const program = buildCommandLine();
  exitByThrowing(program);
  try {
    await program.parseAsync(args, { from: 'user' });
    return Number(process.exitCode ?? 0);
  } catch (error) {
    return reportError(error, args.includes('--json'));
  }
}

function exitByThrowing(command: Command): void {
  command.exitOverride();
  for (const child of command.commands) exitByThrowing(child);
}

function reportError(error: unknown, json: boolean): number {
  // Commander has printed its own message; asking for help is no error.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  const known = error instanceof QuarryError ? error : bug(error);
  if (json) {
    const { code, message, where, next } = known;
    process.stderr.write(`${JSON.stringify({ error: { code, message, where, next } })}\n`);
  } else {
    const where = known.where === undefined ? '' : `\n  at    ${known.where}`;
    const next = known.next === undefined ? '' : `\n  next  ${known.next}`;
    process.stderr.write(`error ${known.code}: ${known.message}${where}${next}\n`);
  }
  return known.exitCode;
}

function bug(error: unknown): QuarryError {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return new QuarryError('BUG', stack, { next: 'Please report this with the command that led to it.' });
}

import type { Command } from 'commander';
import { describe, expect, test } from 'vitest';
import { buildCommandLine } from '../../src/cli/command-line.ts';

interface Named {
  path: string;
  command: Command;
}

function commandsBelow(command: Command, path: string): Named[] {
  const own = command.commands.length === 0 ? [{ path, command }] : [];
  return [...own, ...command.commands.flatMap((child) => commandsBelow(child, `${path} ${child.name()}`))];
}

const LEAVES = commandsBelow(buildCommandLine(), 'quarry');
const WITHOUT_WAREHOUSE = [
  'quarry generate',
  'quarry slice',
  'quarry doctor',
  'quarry strength',
  'quarry testbench',
  'quarry compare',
];

test('the commands that are promised are there', () => {
  expect(LEAVES.map(({ path }) => path)).toEqual(
    expect.arrayContaining([
      'quarry run',
      'quarry plan',
      'quarry ingest traces',
      'quarry ingest references',
      'quarry protect',
      'quarry contamination',
      'quarry sql',
      'quarry show',
      'quarry report domains',
      'quarry export',
      'quarry doctor',
      'quarry ingest corpus',
      'quarry bundle',
      'quarry corpus report',
      'quarry dup show',
      'quarry dup report',
      'quarry describe',
      'quarry strength',
      'quarry testbench',
      'quarry compare',
    ]),
  );
});

describe.each(LEAVES)('$path', ({ path, command }) => {
  const help = helpOf(command);

  test('has a help page of 80 columns at most with an example that calls it', () => {
    expect(help).toMatch(/Examples?:/);
    expect(help.slice(help.indexOf('Example'))).toContain(path);
    expect(command.description()).toMatch(/^[A-Z]/);
    for (const option of command.options) expect(option.description).toMatch(/\w/);
    for (const argument of command.registeredArguments) expect(argument.description).toMatch(/\w/);
  });

  test('knows --json and, where it has one, --warehouse', () => {
    const options = command.options.map((option) => option.long);
    expect(options).toContain('--json');
    if (!WITHOUT_WAREHOUSE.includes(path)) {
      expect(options).toContain('--warehouse');
      expect(command.options.find((option) => option.long === '--warehouse')?.envVar).toBe(
        'QUARRY_WAREHOUSE',
      );
    }
  });
});

function helpOf(command: Command): string {
  let text = '';
  command.configureOutput({ writeOut: (part) => (text += part) });
  command.outputHelp();
  return text;
}

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Option } from 'commander';
import { QuarryError } from '../core/errors.ts';

/** Absolute folder of the project, wherever the command is run from. */
export const PROJECT_ROOT = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

/** A pipeline file as named; one that is not here may be the project's (`pipelines/mine-traces.yaml`). */
export function pipelineFile(path: string): string {
  const own = join(PROJECT_ROOT, path);
  return !existsSync(path) && existsSync(own) ? own : path;
}

/** `--warehouse <file>`, on every command that reads or writes one. */
export function warehouseOption(): Option {
  return new Option('--warehouse <file>', 'DuckDB file of the warehouse')
    .env('QUARRY_WAREHOUSE')
    .argParser(namedFile)
    .default(join(PROJECT_ROOT, 'data', 'warehouse.duckdb'), 'data/warehouse.duckdb');
}

function namedFile(path: string): string {
  if (path.trim() !== '') return path;
  throw new QuarryError('USAGE', 'Expected --warehouse or QUARRY_WAREHOUSE to name a file, got nothing', {
    next: 'Name one, or leave the option and the variable out for data/warehouse.duckdb.',
  });
}

/** `--json`, on every command. */
export function jsonOption(): Option {
  return new Option('--json', 'machine-readable output');
}

/** `--set name=value`, repeatable. */
export function setOption(what: string): Option {
  return new Option('--set <name=value...>', what).argParser(collectSetting).default({}, 'none');
}

function collectSetting(text: string, previous: Record<string, string>): Record<string, string> {
  const at = text.indexOf('=');
  if (at < 1) {
    throw new QuarryError('USAGE', `Expected --set to be given name=value, got \`${text}\``, {
      next: 'For example: --set domain=fsm',
    });
  }
  return { ...previous, [text.slice(0, at)]: text.slice(at + 1) };
}

/** Reads the share that an option is given, 0..1. */
export function shareOf(option: string): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() !== '' && value >= 0 && value <= 1) return value;
    throw new QuarryError('USAGE', `Expected ${option} to be a share from 0 to 1, got \`${text}\``, {
      next: `For example: ${option} 0.9`,
    });
  };
}

/**
 * Reads the whole number that an option is given.
 * @param least the smallest that makes sense: 0 or 1
 * @param example what to give, shown behind the name of the option
 */
export function wholeNumberOf(option: string, least: 0 | 1, example: string): (text: string) => number {
  return (text) => {
    if (/^\d{1,9}$/.test(text) && Number(text) >= least) return Number(text);
    const kind = least === 0 ? 'a whole number' : 'a whole number above 0';
    throw new QuarryError('USAGE', `Expected ${option} to be ${kind}, got \`${text}\``, {
      next: `For example: ${option} ${example}`,
    });
  };
}

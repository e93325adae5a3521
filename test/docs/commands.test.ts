import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { expect, test } from 'vitest';
import { buildCommandLine } from '../../src/cli/command-line.ts';
import { listSavedQueries } from '../../src/report/saved-queries.ts';
import { PAGES, PROJECT, pageText } from './pages.ts';

const makefile = pageText('Makefile');
const phony = /^\.PHONY: (.*)$/m.exec(makefile)![1]!.split(' ');

/** Commands in backticks, and lines of fenced blocks, that begin with a word. */
function commandsOf(text: string, word: string): string[] {
  const inline = [...text.matchAll(/`([^`\n]+)`/g)].map((match) => match[1]!);
  return [...inline, ...text.split('\n')]
    .map((line) =>
      line
        .trim()
        .replace(/^\$ /, '')
        .replace(/^bin\//, ''),
    )
    .filter((line) => line.startsWith(`${word} `) && !/^make (it|the|a|an|sure|out) /.test(line))
    .map((line) => line.replace(/ {2,}.*$/, ''));
}

const named = (word: string): [string, string][] =>
  PAGES.flatMap(({ path, text }) =>
    [...new Set(commandsOf(text, word))].map((line): [string, string] => [path, line]),
  );

test.each(named('quarry'))('%s: `%s` is a command with these options', (_, line) => {
  const words = line
    .replace(/"[^"]*"?/g, 'QUERY')
    .split(/\s+/)
    .slice(1);
  let command: Command = buildCommandLine();
  while (command.commands.length > 0 && words[0] !== undefined && !words[0].startsWith('-')) {
    const child = command.commands.find((one) => one.name() === words[0]);
    expect(child, `${command.name()} has a command ${words[0]}`).toBeDefined();
    command = child!;
    words.shift();
  }
  const options = command.options.map((option) => option.long).concat('--help', '--version');
  for (const option of words.filter((word) => word.startsWith('--'))) expect(options).toContain(option);
  for (const file of words.filter((word) => word.startsWith('pipelines/'))) {
    expect(existsSync(join(PROJECT, file)), file).toBe(true);
  }
  const query = /--query ([a-z-]+)/.exec(line)?.[1];
  if (query !== undefined) {
    expect(listSavedQueries(PROJECT).map(({ name }) => name)).toContain(query);
  }
});

test.each(named('make'))('%s: `%s` is a target, with settings that the Makefile knows', (_, line) => {
  const [target = '', ...settings] = line.split(/\s+/).slice(1);
  expect(phony).toContain(target);
  for (const setting of settings.filter((word) => word.includes('='))) {
    expect(makefile).toMatch(new RegExp(`^${setting.split('=')[0]} \\?=`, 'm'));
  }
});

test('both lists of commands are not empty', () => {
  expect(named('quarry').length).toBeGreaterThan(10);
  expect(named('make').length).toBeGreaterThan(5);
});

test('`make help` lists every target', () => {
  const listed = [...makefile.matchAll(/^([a-z-]+):.*## /gm)].map((match) => match[1]!);
  expect(listed.sort()).toEqual([...phony].sort());
});

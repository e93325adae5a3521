import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { globSync } from 'tinyglobby';

export const PROJECT = join(import.meta.dirname, '../..');

/** A Markdown page of the project; `path` is relative to it. */
export interface Page {
  path: string;
  text: string;
}

/** All pages: at the root, under docs/, and the one of the samples. */
export const PAGES: readonly Page[] = globSync(['*.md', 'docs/**/*.md', 'data/samples/README.md'], {
  cwd: PROJECT,
})
  .sort()
  .map((path) => ({ path, text: readFileSync(join(PROJECT, path), 'utf8') }));

export function pageText(path: string): string {
  return readFileSync(join(PROJECT, path), 'utf8');
}

/** The text without its fenced blocks. */
export function proseOf(text: string): string {
  return text.replace(/^```[\s\S]*?^```$/gm, '');
}

/** The fenced blocks of one language. */
export function blocksOf(text: string, language: string): string[] {
  return [...text.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)]
    .filter((match) => match[1] === language)
    .map((match) => match[2]!);
}

/** The rows of the first table whose header begins with these cells, cell by cell, without the backticks. */
export function tableRows(text: string, ...header: string[]): string[][] {
  const lines = text.split('\n');
  const start = lines.findIndex((line) => header.every((cell, index) => cellsOf(line)[index] === cell));
  if (start < 0) throw new Error(`no table begins with | ${header.join(' | ')} |`);
  const end = lines.findIndex((line, index) => index > start && !line.startsWith('|'));
  return lines.slice(start + 2, end < 0 ? undefined : end).map(cellsOf);
}

function cellsOf(line: string): string[] {
  return line
    .split(/(?<!\\)\|/)
    .slice(1, -1)
    .map((cell) => cell.trim().replaceAll('`', ''));
}

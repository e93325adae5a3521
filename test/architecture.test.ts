import { readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { globSync } from 'tinyglobby';
import { expect, test } from 'vitest';
import { pageText, tableRows } from './docs/pages.ts';

const SRC = join(import.meta.dirname, '../src');

interface SourceFile {
  path: string;
  text: string;
  /** Project files it imports, relative to src. */
  imports: string[];
  /** Packages and node modules it imports. */
  packages: string[];
}

const FILES: SourceFile[] = globSync('**/*.ts', { cwd: SRC }).map((path) => {
  const text = readFileSync(join(SRC, path), 'utf8');
  const named = [...text.matchAll(/(?:from|import\()\s*'([^']+)'/g)].map((match) => match[1]!);
  const imports = named
    .filter((name) => name.startsWith('.'))
    .map((name) => relative(SRC, resolve(dirname(join(SRC, path)), name)));
  return { path, text, imports, packages: named.filter((name) => !name.startsWith('.')) };
});

const layerOf = (path: string): string => path.split('/')[0]!;

/** The layers of ARCHITECTURE.md: what each may import. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  tableRows(pageText('ARCHITECTURE.md'), 'folder', 'holds', 'may import').map(
    ([folder = '', , others = '']): [string, readonly string[]] => {
      const layer = folder.replace('src/', '');
      return [layer, [layer, ...others.split(', ').filter((name) => name !== '')]];
    },
  ),
);

test('every folder of src is a declared layer', () => {
  expect([...new Set(FILES.map((file) => layerOf(file.path)))].sort()).toEqual(
    Object.keys(MAY_IMPORT).sort(),
  );
});

test.each(FILES)('$path imports only what its layer may', ({ path, imports }) => {
  const allowed = MAY_IMPORT[layerOf(path)]!;
  expect(imports.filter((target) => !allowed.includes(layerOf(target)))).toEqual([]);
});

test('no stage imports another stage', () => {
  const stageOf = (path: string): string | undefined => /^stages\/([^/]+)\//.exec(path)?.[1];
  const crossing = FILES.filter(({ path }) => stageOf(path) !== undefined).flatMap(({ path, imports }) =>
    imports
      .filter((target) => stageOf(target) !== undefined && stageOf(target) !== stageOf(path))
      .map((target) => [path, target]),
  );
  expect(crossing).toEqual([]);
});

const only = (layers: readonly string[], pattern: RegExp, what: (file: SourceFile) => string): string[] =>
  FILES.filter((file) => pattern.test(what(file)) && !layers.includes(layerOf(file.path))).map(
    (file) => file.path,
  );

test('only src/warehouse imports DuckDB', () => {
  expect(only(['warehouse'], /@duckdb/, (file) => file.packages.join())).toEqual([]);
});

test('only src/eda and src/git start processes', () => {
  expect(only(['eda', 'git'], /child_process|execa/, (file) => file.packages.join())).toEqual([]);
});

test('only src/cli writes to the terminal or sets the exit code', () => {
  expect(only(['cli'], /process\.std(out|err)|console\.|process\.exit/, (file) => file.text)).toEqual([]);
});

test('src/verilog does no I/O, but for loading the grammar', () => {
  const io = FILES.filter(
    (file) => layerOf(file.path) === 'verilog' && /node:fs|node:net|node:http/.test(file.packages.join()),
  );
  expect(io.map((file) => file.path).filter((path) => path !== 'verilog/parser.ts')).toEqual([]);
});

test('no file is longer than 400 lines', () => {
  expect(FILES.filter((file) => file.text.split('\n').length > 400).map((file) => file.path)).toEqual([]);
});

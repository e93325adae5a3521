import { readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { globSync } from 'tinyglobby';
import { QuarryError } from '../core/errors.ts';
import { plainSources } from '../eda/plain-sources.ts';
import type { SourceFile } from '../eda/simulator.ts';

/**
 * The Verilog files that paths name, in that order; of a folder all below it, by name.
 * @throws QuarryError INPUT_MISSING
 */
export function readSourceFiles(paths: readonly string[]): SourceFile[] {
  const files = paths.flatMap((path) => {
    const kind = statSync(path, { throwIfNoEntry: false });
    if (kind === undefined) throw missing(path, 'is not there', 'Check the path.');
    if (!kind.isDirectory()) return [path];
    const found = globSync('**/*.{v,sv,vh,svh}', { cwd: path, absolute: true }).sort();
    if (found.length === 0) throw missing(path, 'holds no .v or .sv file', 'Name the files.');
    return found;
  });
  const read = files.map((path) => ({ name: basename(path), text: readFileSync(path, 'utf8') }));
  return plainSources(read, []).design;
}

function missing(path: string, what: string, next: string): QuarryError {
  return new QuarryError('INPUT_MISSING', `\`${path}\` ${what}`, { where: path, next });
}

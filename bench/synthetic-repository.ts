import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const SAMPLES = join(import.meta.dirname, '../data/samples/repository/rtl');
/** Files of one folder. */
const FOLDER = 1000;

/**
 * Writes a repository of synthetic files: each holds our own sample modules with names and constants of its own, so that
 * no hash is met twice. Real files hold 6 to 13 kB each, these 6.5 kB, with fewer comments (12 % of the characters; eight
 * real repositories had 23 %).
 */
export function writeSyntheticRepository(folder: string, files: number): void {
  const sample = readdirSync(SAMPLES)
    .filter((name) => /\.s?v$/.test(name))
    .map((name) => readFileSync(join(SAMPLES, name), 'utf8'))
    .join('\n');
  for (let at = 0; at < files; at += 1) {
    const place = join(folder, `part${Math.floor(at / FOLDER)}`);
    if (at % FOLDER === 0) mkdirSync(place, { recursive: true });
    writeFileSync(join(place, `file${at}.sv`), variant(sample, at));
  }
}

function variant(text: string, at: number): string {
  return text
    .replace(/\bmodule\s+(\w+)/g, `module $1_${at}`)
    .replace(/\b([a-z]\w*_(?:q|d|next|count|state))\b/g, `$1_${at % 97}`)
    .replace(/^/, `// Variant ${at} for a bench.\n`);
}

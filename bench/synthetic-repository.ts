import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lex, TokenKind, tokenText } from '../src/verilog/lexer.ts';

const SAMPLES = join(import.meta.dirname, '../data/samples/repository/rtl');
/** Files of one folder. */
const FOLDER = 1000;
const RULE = `//${'-'.repeat(76)}`;

/**
 * Writes a repository of synthetic files: each holds our own sample modules with names of its own, so that no hash is met
 * twice, and comments of our own wording. As in real files, 146 tokens stand in 1,000 characters; 26 % of the characters
 * are comments and 21 % blanks (1,885 files of 13 real repositories: 143 tokens, 27 %, 19 %; they have 11.4 kB on
 * average, these 9). Without longer names and more comments, the samples would have 198 tokens, 12 % and 28 %.
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
  const named = withLongerNames(text, `_${10 + (at % 89)}`);
  const told = named.replace(
    /^module\s+(\w+)/gm,
    (head, name: string) => `${banner(name, at)}\n${head}_${at}`,
  );
  return `${header(at)}\n\n${told}`;
}

/** Names of four letters and more with a suffix; macros keep theirs. */
function withLongerNames(text: string, suffix: string): string {
  const tokens = lex(text);
  const parts: string[] = [];
  let position = 0;
  for (let index = 0; index < tokens.count; index++) {
    const isOfMacro = index > 0 && tokens.kinds[index - 1] === TokenKind.directive;
    if (tokens.kinds[index] !== TokenKind.identifier || isOfMacro || tokenText(tokens, index).length < 4)
      continue;
    parts.push(text.slice(position, tokens.ends[index]), suffix);
    position = tokens.ends[index]!;
  }
  return parts.join('') + text.slice(position);
}

function header(at: number): string {
  return [
    RULE,
    `// Variant ${at} of the sample modules, for a bench of reading many files`,
    '//',
    '// Copyright the authors of rtl-quarry. Licensed under the Apache License, Version 2.0:',
    '// the files may be used, changed and handed on under the terms that the repository names.',
    RULE,
  ].join('\n');
}

function banner(name: string, at: number): string {
  return `${RULE}\n// ${name}, variant ${at}: its ports say what it takes and gives`;
}

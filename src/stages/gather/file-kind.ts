import { basename } from 'node:path';

/** What a file is taken for by its name; undefined: it is counted and not read. */
export type FileKind = 'verilog' | 'licence' | 'readme';

const VERILOG = /\.(?:v|sv|vh|svh|verilog|vlg)$/i;
const LICENCE = /^(?:(?:un)?licen[cs]es?|copying|notice|copyright|[al]?gpl|mit-licen[cs]e)(?:[._-].*)?$/i;
const README = /^readme(?:[._-].*)?$/i;
/** Endings of texts; a `license.py` is a program. */
const TEXT =
  /^[^.]*$|\.(?:txt|md|markdown|rst|adoc|html?|mit|bsd|apache\d*|gpl\d*|lgpl\d*|lesser|v?\d[\d.]*|[a-z]*licen[cs]e)$/i;

/** `foo.v.license` beside `foo.v` (REUSE), and whatever lies in `LICENSES/`, are licence files too. */
export function fileKind(path: string): FileKind | undefined {
  const name = basename(path);
  if (VERILOG.test(name)) return 'verilog';
  if (/\.license$/i.test(name) || (/(?:^|\/)LICENSES\/[^/]+$/.test(path) && TEXT.test(name)))
    return 'licence';
  if (LICENCE.test(name) && TEXT.test(name)) return 'licence';
  return README.test(name) && TEXT.test(name) ? 'readme' : undefined;
}

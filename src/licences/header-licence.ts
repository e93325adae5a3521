import { gnuLicences } from './gnu-licences.ts';
import { bothHold, expressionKind, readExpression } from './licence-expression.ts';
import { type LicenceKind, strictestKind } from './licence-kind.ts';
import {
  ALL_RIGHTS_RESERVED,
  LICENCE_WORDINGS,
  PROPRIETARY_WORDINGS,
  REFERENCE,
  type Wording,
} from './licence-wordings.ts';
import { plainWords, sourceComments } from './source-comments.ts';

/** What a text says of its licence, and the words that say it. */
export interface LicenceFinding {
  /** SPDX expression; null where none is named. */
  spdx: string | null;
  kind: LicenceKind;
  /** The rules that fired, the deciding one first. */
  wording: string;
  /** The words that decided, as they stand in the text, and their UTF-16 range. */
  text: string;
  start: number;
  end: number;
}

/** Says nothing of a licence. */
export const NO_LICENCE: LicenceFinding = {
  spdx: null,
  kind: 'unknown',
  wording: '',
  text: '',
  start: 0,
  end: 0,
};

/** Texts without any of these words need no closer look. */
const WORTH_A_LOOK =
  /licen[cs]|copyright|\(c\)|\u00a9|confidential|proprietary|spdx|public\s+domain|redistribut|permission|rights|un-?authori|\b[al]?gpl|gnu\s|trade\s+secret|disclos|commercial|distribut|cern|\bohl|apache|creative\s+commons|\bcc[- ]?(?:by|0)|\bmpl|mozilla|\bbsd|solderpad|altered\s+source/i;
/** The same of comments with their marks: words may stand in two lines, and a mark before a name. */
const MAY_BE_WORTH =
  /licen[cs]|copyright|\(c\)|\u00a9|confidential|proprietary|spdx|public|redistribut|permission|rights|authori|(?:\b|_)[al]?gpl|gnu|trade|disclos|commercial|distribut|cern|(?:\b|_)ohl|apache|creative|(?:\b|_)cc[- ]?(?:by|0)|(?:\b|_)mpl|mozilla|(?:\b|_)bsd|solderpad|altered/i;
/** Comments whose hits are remembered: most headers of a repository are alike. */
const REMEMBERED = 500;
const TAG = /SPDX[- ](?:License[- ]Identifier|short identifier)\s*:?[ \t]*([^\n]*)/gi;
/** A choice between licences, where all others are duties that add up. */
const CHOICE =
  /\bdual(?:ly)?[-\s]+licen[cs]|\balternatively,?\s[^.]{0,100}(?:licen[cs]|terms\s+of|distribut)|\bat\s+your\s+option,?\s+(?:under\s+)?(?:either|the|any\s+of)|\b(?:either|one)\s+of\s+the\s+following\s+(?:two\s+|three\s+)?licen[cs]es?|\byour\s+choice\s+of/i;
/** Most characters of the text that is kept as evidence. */
const MOST_TEXT = 600;

interface Hit {
  spdx: string | null;
  kind: LicenceKind;
  wording: string;
  text: string;
  start: number;
  end: number;
}

/** Reads the licence out of the comments of a Verilog source, wherever in the file they stand. */
export function readHeaderLicence(source: string): LicenceFinding {
  if (!WORTH_A_LOOK.test(source)) return NO_LICENCE;
  const hits = sourceComments(source).flatMap(({ start: at, end, leading }) =>
    hitsInComment(source.slice(at, end), leading).map((hit) => ({
      ...hit,
      start: hit.start + at,
      end: hit.end + at,
    })),
  );
  return combine(hits);
}

/** The same for a text that is no source: a short licence file, the licence section of a README. */
export function readPlainLicence(text: string): LicenceFinding {
  return combine(hitsIn(text, false));
}

const remembered = new Map<string, Hit[]>();

function hitsInComment(comment: string, leading: boolean): Hit[] {
  if (!MAY_BE_WORTH.test(comment)) return [];
  const name = (leading ? '1' : '0') + comment;
  const known = remembered.get(name);
  if (known !== undefined) return known;
  // A part of the name: a part of the comment would keep its whole file in memory.
  const hits = hitsIn(name.slice(1), leading);
  if (remembered.size >= REMEMBERED) remembered.clear();
  remembered.set(name, hits);
  return hits;
}

/** What the words of a text say; places are those in the text. */
function hitsIn(source: string, leading: boolean): Hit[] {
  const { words, offsets } = plainWords(source);
  if (!WORTH_A_LOOK.test(words)) return [];
  const hit = (spdx: string | null, kind: LicenceKind, wording: string, start: number, end: number): Hit => {
    const from = offsets[start]!;
    const to = Math.min(offsets[end]!, from + MOST_TEXT);
    return { spdx, kind, wording, text: source.slice(from, to), start: from, end: to };
  };
  const named = (spdx: string, wording: string, at: number, length: number): Hit =>
    hit(spdx, expressionKind(spdx), wording, at, at + length);
  const tags = [...words.matchAll(TAG)].map((match) => {
    const spdx = readTag(match[1]!);
    if (spdx === undefined)
      return hit(
        null,
        'unlisted',
        `unreadable tag ${match[1]!.trim()}`,
        match.index,
        match.index + match[0].length,
      );
    return named(spdx, `SPDX tag ${spdx}`, match.index, match[0].length);
  });
  const gnu = gnuLicences(words).map(({ spdx, start, end }) => named(spdx, spdx, start, end - start));
  const found = [...gnu];
  for (const { name, spdx, pattern, unless } of LICENCE_WORDINGS) {
    const match = pattern.exec(words);
    if (match === null || found.some(({ wording }) => unless?.test(wording))) continue;
    found.push(named(spdx!, name, match.index, match[0].length));
  }
  const licences = CHOICE.test(words)
    ? chosen([...tags, ...untagged(found, tags)])
    : [...tags, ...untagged(found, tags)];
  const forbidden = forbiddenIn(words, leading, found).map(([name, kind, start, length]) =>
    hit(null, kind, name, start, start + length),
  );
  const reserved = ALL_RIGHTS_RESERVED.exec(words);
  const reference = REFERENCE.exec(words);
  if (licences.length === 0 && reference !== null) {
    forbidden.push(
      hit(null, 'reference', 'names a licence file', reference.index, reference.index + reference[0].length),
    );
  } else if (licences.length === 0 && reserved !== null) {
    forbidden.push(
      hit(null, 'reserved', 'all rights reserved', reserved.index, reserved.index + reserved[0].length),
    );
  }
  return [...licences, ...forbidden];
}

function readTag(written: string): string | undefined {
  const text = written.replace(/\*\/.*$/, '').replace(/[\s*#/"'`;.]+$/, '');
  const wrapper = /^SHL-2\.[01]$/.exec(text)?.[0];
  return wrapper === undefined ? readExpression(text) : `Apache-2.0 WITH ${wrapper}`;
}

/** A tag says best what its own header says at length; words of another licence stand beside it. */
function untagged(found: readonly Hit[], tags: readonly Hit[]): Hit[] {
  const tagged = tags.map(({ spdx }) => spdx ?? '').join(' ');
  return found.filter(({ spdx }) => {
    const family = spdx!.replace(/^LicenseRef-/, '').split('-')[0]!;
    const isSolderpad = family === 'Apache' && /SHL/.test(tagged);
    return !new RegExp(`\\b${family}\\b`, 'i').test(tagged) && !isSolderpad;
  });
}

/** Licences of which one may be chosen are one hit; words that only forbid stay apart. */
function chosen(hits: readonly Hit[]): Hit[] {
  const expressions = [...new Set(hits.flatMap(({ spdx }) => (spdx === null ? [] : [spdx])))];
  if (expressions.length < 2) return [...hits];
  const spdx = expressions.map((one) => (/ AND /.test(one) ? `(${one})` : one)).join(' OR ');
  const first = hits[0]!;
  return [{ ...first, spdx, kind: expressionKind(spdx), wording: `choice: ${spdx}` }];
}

type Forbidden = [name: string, kind: LicenceKind, start: number, length: number];

/**
 * Words that forbid. In the first comment of a file they are about the file; further down they count only in a
 * comment that also speaks of rights, since designs have confidential data and proprietary buses too.
 */
function forbiddenIn(words: string, leading: boolean, found: readonly Hit[]): Forbidden[] {
  const speaksOfRights = /copyright|\(c\)\s|\u00a9|licen[cs]e|rights/i.test(words);
  if (!leading && !speaksOfRights) return [];
  const applies = ({ unless }: Wording): boolean => !found.some(({ wording }) => unless?.test(wording));
  const hits = PROPRIETARY_WORDINGS.filter(applies).flatMap(({ name, pattern }): Forbidden[] => {
    const match = pattern.exec(words);
    return match === null ? [] : [[name, 'proprietary', match.index, match[0].length]];
  });
  const shout = leading ? /\b(?:CONFIDENTIAL|PROPRIETARY)\b/.exec(words) : null;
  if (shout !== null) hits.push([shout[0].toLowerCase(), 'proprietary', shout.index, shout[0].length]);
  return hits;
}

/** All that a file says holds at once; the strictest words decide. */
function combine(hits: readonly Hit[]): LicenceFinding {
  if (hits.length === 0) return NO_LICENCE;
  const licensed = hits.some(({ spdx }) => spdx !== null);
  const counted = hits.filter(({ kind }) => !(licensed && (kind === 'reserved' || kind === 'reference')));
  const kind = strictestKind(counted.map((hit) => hit.kind));
  const deciding = counted.find((hit) => hit.kind === kind)!;
  const expressions = counted.flatMap(({ spdx }) => (spdx === null ? [] : [spdx]));
  const wordings = [deciding.wording, ...counted.map(({ wording }) => wording)];
  const { text, start, end } = deciding;
  return {
    spdx: expressions.length === 0 ? null : bothHold(expressions),
    kind,
    wording: [...new Set(wordings)].join('; '),
    text,
    start,
    end,
  };
}

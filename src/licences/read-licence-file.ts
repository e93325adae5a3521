import { type LicenceFinding, NO_LICENCE, readPlainLicence } from './header-licence.ts';
import { bothHold, expressionKind } from './licence-expression.ts';
import { strictestKind } from './licence-kind.ts';
import { matchLicenceText } from './match-licence-text.ts';

/** What a licence file says; `similarity` with the SPDX texts, null where only its words name a licence. */
export interface LicenceFileFinding extends LicenceFinding {
  similarity: number | null;
}

/** Share of a file that no known licence explains, from which it has terms of its own. */
const OTHER_TERMS = 0.4;
/** Characters of a file that are kept as evidence. */
const MOST_TEXT = 600;

/** Reads a licence file: its text against the SPDX texts, and where none fits its words. */
export function readLicenceFile(text: string): LicenceFileFinding {
  const { found, unexplained } = matchLicenceText(text);
  const words = readPlainLicence(text);
  if (found.length === 0) {
    // A file that only says "all rights reserved" or names another file grants nothing.
    return words.spdx === null && words.kind === 'reference'
      ? { ...NO_LICENCE, similarity: null }
      : { ...words, similarity: null };
  }
  const spdx = bothHold(found.map((match) => match.spdx));
  const kinds = [expressionKind(spdx)];
  const wordings = [`text of ${spdx}`];
  if (unexplained > OTHER_TERMS) {
    kinds.push('unlisted');
    wordings.push(`${Math.round(unexplained * 100)} % other terms`);
  }
  if (words.kind === 'restricted') {
    kinds.push('restricted');
    wordings.push(words.wording);
  }
  return {
    spdx,
    kind: strictestKind(kinds),
    wording: wordings.join('; '),
    text: text.slice(0, MOST_TEXT),
    start: 0,
    end: Math.min(text.length, MOST_TEXT),
    similarity: Math.min(...found.map((match) => match.similarity)),
  };
}

/** The same for a README: only its section on the licence counts. */
export function readReadmeLicence(text: string): LicenceFileFinding {
  const [section, start] = licenceSection(text);
  if (section === '') return { ...NO_LICENCE, similarity: null };
  const found = readPlainLicence(section);
  if (found.spdx === null) return { ...NO_LICENCE, similarity: null };
  return { ...found, start: found.start + start, end: found.end + start, similarity: null };
}

const HEADING =
  /^(?:#+[ \t]*|=+[ \t]+)?(?:\d+\.?[ \t]*)?(?:licen[cs](?:es?|ing)|copying|copyright and licen[cs]e|licen[cs]e information)[ \t:#]*$/im;
const NEXT_HEADING = /^(?:#+[ \t]*\S|=+[ \t]+\S|[^\n]+\n(?:===+|---+)[ \t]*$)/m;

function licenceSection(text: string): [section: string, start: number] {
  const heading = HEADING.exec(text);
  if (heading === null) return ['', 0];
  const start = heading.index + heading[0].length;
  // The line below may be the heading's own underline.
  const body = text.slice(start).replace(/^\s*(?:===+|---+)[ \t]*$/m, (line) => ' '.repeat(line.length));
  const end = NEXT_HEADING.exec(body)?.index ?? body.length;
  return [body.slice(0, end), start];
}

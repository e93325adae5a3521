import spdxTexts from 'spdx-license-list/full.js';
import { licenceKind } from './licence-kind.ts';
import { LICENCE_WORDINGS } from './licence-wordings.ts';
import { sharedBigrams, type WordBigrams, withoutBigrams, wordBigrams } from './licence-words.ts';

/** An SPDX licence whose text was found in another. */
interface LicenceMatch {
  spdx: string;
  /** Dice coefficient of the bigrams for a whole text; share of the licence that was found inside a longer one. */
  similarity: number;
}

/** A text is a licence from this Dice coefficient on (GitHub's licensee asks for 0.98 and finds fewer). */
const WHOLE = 0.9;
/** Share of a licence that a longer text must hold to contain it. */
const CONTAINED = 0.93;
/** Shorter SPDX texts (`Copyright only`) would be found everywhere. */
const FEWEST_WORDS = 60;

/** From here on a text is the licence word for word. */
const SAME = 0.98;
/** Texts of this much less similarity may still be meant, when the text calls itself by their name. */
const NEAR = 0.06;

interface KnownText {
  spdx: string;
  bigrams: WordBigrams;
}

type Candidate = KnownText & LicenceMatch;

let known: readonly KnownText[] | undefined;

/** The licences of a text, and what share of its words none of them explains. */
export interface LicenceMatches {
  found: LicenceMatch[];
  unexplained: number;
}

/**
 * The SPDX licences that a text is or holds: one that it is as a whole, or all that it contains, the longest first
 * and each part of the text taken once (BSD-2-Clause is not found again inside BSD-3-Clause). Where several fit about
 * as well, the one whose own wording the text has is meant: SHL-0.5 and SHL-0.51 differ in a number.
 */
export function matchLicenceText(text: string): LicenceMatches {
  known ??= knownTexts();
  const bigrams = wordBigrams(text);
  const whole = meant(wholeCandidates(known, bigrams), text);
  if (whole !== undefined) return { found: [matchOf(whole)], unexplained: 0 };
  const found: LicenceMatch[] = [];
  let rest = bigrams;
  for (;;) {
    const next = meant(containedCandidates(known, rest), text);
    if (next === undefined) return { found, unexplained: rest.total / Math.max(1, bigrams.total) };
    found.push(matchOf(next));
    rest = withoutBigrams(rest, next.bigrams);
  }
}

function matchOf({ spdx, similarity }: Candidate): LicenceMatch {
  return { spdx, similarity };
}

/** The best first. */
function wholeCandidates(texts: readonly KnownText[], text: WordBigrams): Candidate[] {
  return texts
    .flatMap((licence) => {
      const total = licence.bigrams.total + text.total;
      // The coefficient cannot reach the bound where the lengths differ too much.
      if (2 * Math.min(licence.bigrams.total, text.total) < (WHOLE - NEAR) * total) return [];
      return [{ ...licence, similarity: (2 * sharedBigrams(licence.bigrams, text)) / total }];
    })
    .filter(({ similarity }) => similarity >= WHOLE - NEAR)
    .sort((a, b) => b.similarity - a.similarity);
}

/** The longest first; of variants about as long the one on top of the list of known texts. */
function containedCandidates(texts: readonly KnownText[], text: WordBigrams): Candidate[] {
  const candidates = texts
    .filter(({ bigrams }) => bigrams.total * CONTAINED <= text.total)
    .map((licence) => ({
      ...licence,
      similarity: sharedBigrams(licence.bigrams, text) / licence.bigrams.total,
    }))
    .filter(({ similarity }) => similarity >= CONTAINED);
  const longest = Math.max(0, ...candidates.map(({ bigrams, similarity }) => bigrams.total * similarity));
  return candidates.filter(({ bigrams }) => bigrams.total >= longest * (1 - NEAR));
}

/** The first candidate, unless the text has the wording of a near one that asks for the same. */
function meant(candidates: readonly Candidate[], text: string): Candidate | undefined {
  const best = candidates[0];
  if (best === undefined) return undefined;
  if (best.similarity >= SAME) return best;
  const kind = licenceKind(best.spdx);
  const named = candidates.find(
    (other) =>
      other.similarity >= best.similarity - NEAR &&
      licenceKind(other.spdx) === kind &&
      LICENCE_WORDINGS.some(({ name, pattern }) => name === other.spdx && pattern.test(text)),
  );
  const chosen = named ?? best;
  return named === undefined && best.similarity < WHOLE ? undefined : chosen;
}

/**
 * The texts of the SPDX list, deprecated names left out. `-only` and `-or-later` have one text, which by itself grants
 * no later version; of names with equal texts the plain ones come first.
 */
function knownTexts(): KnownText[] {
  return Object.entries(spdxTexts)
    .filter(([spdx]) => !isDeprecated(spdx))
    .sort(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1))
    .map(([spdx, { licenseText }]) => ({ spdx, bigrams: wordBigrams(licenseText) }))
    .filter(({ bigrams }) => bigrams.total >= FEWEST_WORDS);
}

function isDeprecated(spdx: string): boolean {
  return (
    spdx.endsWith('+') ||
    `${spdx}-only` in spdxTexts ||
    /-or-later$|^BSD-2-Clause-(?:FreeBSD|NetBSD)$/.test(spdx)
  );
}

function rank(spdx: string): number {
  return spdxTexts[spdx]!.osiApproved ? 0 : 1;
}

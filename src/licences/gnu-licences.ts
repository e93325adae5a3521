/** A GNU licence that a text names, as SPDX name, and where. */
export interface GnuLicence {
  spdx: string;
  start: number;
  end: number;
}

const NAME =
  /\bGNU\s+((?:Lesser|Library|Affero)\s+)?(?:General\s+)?Public\s+Licen[cs]e|\b(L|A)?GPL(?:[\s,-]*(?:v|ver|version)?[\s.]*([123](?:\.[01])?)(?:\.0)?)?(\+|[\s,-]+or[\s-]+later)?(?![\w-])/g;
const FAMILY: Readonly<Record<string, string>> = {
  lesser: 'LGPL',
  library: 'LGPL',
  affero: 'AGPL',
  l: 'LGPL',
  a: 'AGPL',
};
/** Characters around a name in which its version stands. */
const WINDOW = 400;

/**
 * The GNU licences that a text names: family, version, and whether later ones hold too. Without a version any holds,
 * as the licences themselves say. An abbreviation without a version counts only in a
 * text that speaks of licences.
 */
export function gnuLicences(words: string): GnuLicence[] {
  const speaksOfLicences = /licen[cs]|copyright|free software|public\s+licen/i.test(words);
  const found: GnuLicence[] = [];
  for (const match of words.matchAll(NAME)) {
    const [whole, longFamily, letter, version, later] = match;
    if (!whole.startsWith('GNU') && version === undefined && !speaksOfLicences) continue;
    const family = FAMILY[(longFamily ?? letter ?? '').trim().toLowerCase()] ?? 'GPL';
    const around = words.slice(Math.max(0, match.index - WINDOW), match.index + whole.length + WINDOW);
    found.push({
      spdx: spdxName(
        family,
        version ?? versionIn(around),
        later !== undefined || /any\s+later\s+version|or\s+later/i.test(around),
      ),
      start: match.index,
      end: match.index + whole.length,
    });
  }
  return withoutVaguer(found);
}

function versionIn(around: string): string | undefined {
  return /\b(?:version|licen[cs]e,?\s+v(?:ersion)?\.?|v)\s*([123](?:\.[01])?)\b/i.exec(around)?.[1];
}

function spdxName(family: string, version: string | undefined, later: boolean): string {
  const first = family === 'LGPL' ? '2.0' : '1.0';
  if (version === undefined) return `${family}-${first}-or-later`;
  const full = version.includes('.') ? version : `${version}.0`;
  return `${family}-${full}-${later ? 'or-later' : 'only'}`;
}

/** A family that is named with its version somewhere is not also meant without one. */
function withoutVaguer(found: readonly GnuLicence[]): GnuLicence[] {
  const distinct = [...new Map(found.map((licence) => [licence.spdx, licence])).values()];
  return distinct.filter(({ spdx }) => {
    const family = spdx.slice(0, spdx.indexOf('-') + 1);
    const isVague = /-[12]\.0-or-later$/.test(spdx) && spdx.startsWith(family);
    const others = distinct.filter((other) => other.spdx !== spdx && other.spdx.startsWith(family));
    const base = spdx.replace(/-(?:only|or-later)$/, '');
    if (spdx.endsWith('-only') && others.some((other) => other.spdx === `${base}-or-later`)) return false;
    return !(isVague && /-1\.0-|^LGPL-2\.0-/.test(spdx) && others.length > 0);
  });
}

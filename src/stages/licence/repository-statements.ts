import type { LicenceStatement } from '../../licences/decide-licence.ts';
import type { LicenceFinding } from '../../licences/header-licence.ts';
import { bothHold } from '../../licences/licence-expression.ts';
import { type LicenceKind, strictestKind } from '../../licences/licence-kind.ts';

/** A row of fact.repository_licences. */
export interface RepositoryLicence {
  path: string;
  spdx: string | null;
  kind: LicenceKind;
  wording: string;
  text: string;
  text_sha256: string;
}

const SIDE_FILE = /\.license$/i;
const README = /^readme/i;
/** Files that come with a licence file and say nothing of their own. */
const BESIDE = /^(?:notice|copyright)/i;

/** What the texts of one repository say of a file of it: side file, nearest licence file, nearest README. */
export class RepositoryStatements {
  readonly #sideFiles = new Map<string, RepositoryLicence>();
  readonly #licences = new Map<string, RepositoryLicence[]>();
  readonly #readmes = new Map<string, RepositoryLicence[]>();

  constructor(licences: readonly RepositoryLicence[]) {
    for (const licence of licences) this.#add(licence);
  }

  of(path: string): LicenceStatement[] {
    const side = this.#sideFiles.get(path);
    const file = this.#nearest(this.#licences, path);
    const readme = this.#nearest(this.#readmes, path);
    return [
      ...(side === undefined ? [] : [statement('side_file', [side])]),
      ...(file === undefined ? [] : [statement('licence_file', file)]),
      ...(readme === undefined ? [] : [statement('readme', readme)]),
    ];
  }

  #add(licence: RepositoryLicence): void {
    const { path, kind } = licence;
    const name = path.slice(path.lastIndexOf('/') + 1);
    if (SIDE_FILE.test(name)) {
      this.#sideFiles.set(path.replace(SIDE_FILE, ''), licence);
    } else if (README.test(name)) {
      if (kind !== 'unknown') addTo(this.#readmes, folderOf(path), licence);
    } else if (kind !== 'unknown' || !BESIDE.test(name)) {
      // Texts in LICENSES/ are those of the folder above it.
      const folder = folderOf(path).replace(/(?:^|\/)LICENSES$/, '');
      addTo(this.#licences, folder, licence);
    }
  }

  #nearest(
    byFolder: ReadonlyMap<string, RepositoryLicence[]>,
    path: string,
  ): RepositoryLicence[] | undefined {
    for (let folder = folderOf(path); ; folder = folderOf(folder)) {
      const found = byFolder.get(folder);
      if (found !== undefined) return found;
      if (folder === '') return undefined;
    }
  }
}

/** Licence files in one folder all hold, but a lesser GPL is meant where its text lies beside the GPL it adds to. */
function statement(by: LicenceStatement['by'], licences: readonly RepositoryLicence[]): LicenceStatement {
  const isLesser = licences.some(({ spdx }) => spdx?.startsWith('LGPL-') === true);
  const counted = isLesser ? licences.filter(({ spdx }) => !/^GPL-/.test(spdx ?? '')) : licences;
  const strictest = strictestKind(counted.map((licence) => licence.kind));
  const deciding = counted.find((licence) => licence.kind === strictest) ?? counted[0]!;
  // Terms that nobody knows are terms all the same: the file above must not stand in for them.
  const isUnknown = strictest === 'unknown';
  const names = counted.flatMap(({ spdx }) => (spdx === null ? [] : [spdx]));
  const finding: LicenceFinding = {
    spdx: names.length === 0 ? null : bothHold(names),
    kind: isUnknown ? 'unlisted' : strictest,
    wording: isUnknown ? 'terms of no known licence' : deciding.wording,
    text: deciding.text,
    start: 0,
    end: deciding.text.length,
  };
  return { by, finding, path: deciding.path, sha256: deciding.text_sha256 };
}

function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '' : path.slice(0, slash);
}

function addTo(map: Map<string, RepositoryLicence[]>, folder: string, licence: RepositoryLicence): void {
  const known = map.get(folder);
  if (known === undefined) map.set(folder, [licence]);
  else known.push(licence);
}

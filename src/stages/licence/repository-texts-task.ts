import {
  type LicenceFileFinding,
  readLicenceFile,
  readReadmeLicence,
} from '../../licences/read-licence-file.ts';

/** A text of a repository that may name its licence. */
export interface RepositoryText {
  kind: 'licence' | 'readme';
  text: string;
}

/** Reads licence files and READMEs: a task of threads, which loads the SPDX texts. */
export function work(texts: readonly RepositoryText[]): LicenceFileFinding[] {
  return texts.map(({ kind, text }) =>
    kind === 'licence' ? readLicenceFile(text) : readReadmeLicence(text),
  );
}

import { readHeaderLicence } from '../../licences/header-licence.ts';
import type { LicenceKind } from '../../licences/licence-kind.ts';
import type { TextsJob } from '../../warehouse/facts-of-texts.ts';

/** What a text's comments say of its licence, as columns. */
export interface HeaderFact {
  sha256: string;
  spdx: string | null;
  kind: LicenceKind;
  wording: string;
  text: string;
  start_offset: number;
  end_offset: number;
}

/** Reads the licences of headers: a task of threads. */
export function work({ rows }: TextsJob<{ sha256: string; text: string }, null>): HeaderFact[] {
  return rows.map(({ sha256, text: source }) => {
    const { spdx, kind, wording, text, start, end } = readHeaderLicence(source);
    return { sha256, spdx, kind, wording, text, start_offset: start, end_offset: end };
  });
}

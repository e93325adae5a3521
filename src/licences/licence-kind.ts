import { nameMatches } from './licence-name.ts';

/**
 * What a licence asks of those who pass on what it covers. `reserved`: all rights reserved, and no licence named.
 * `restricted`: not for everyone or everything (non-commercial, academic). `reference`: names a file that says it.
 */
export type LicenceKind =
  | 'permissive'
  | 'weak_copyleft'
  | 'copyleft'
  | 'restricted'
  | 'proprietary'
  | 'reserved'
  | 'unlisted'
  | 'reference'
  | 'unknown';

/** The strictest first: where several hold at once, the first of these decides. */
const BY_STRICTNESS: readonly LicenceKind[] = [
  'proprietary',
  'restricted',
  'copyleft',
  'weak_copyleft',
  'unlisted',
  'reserved',
  'permissive',
  'reference',
  'unknown',
];

/** Families of SPDX names; `*` stands for any rest. What no family names is `unlisted`: someone must look first. */
const FAMILIES: readonly (readonly [LicenceKind, readonly string[]])[] = [
  [
    'restricted',
    [
      'CC-BY-NC*',
      'CC-BY-ND*',
      'PolyForm-*',
      'SSPL-*',
      'BUSL-*',
      'Elastic-*',
      'JSON',
      'LicenseRef-non-commercial',
      'LicenseRef-NVDLA',
      'LicenseRef-ADI*',
      'LicenseRef-Commons-Clause',
    ],
  ],
  [
    'copyleft',
    [
      'GPL-*',
      'AGPL-*',
      'CERN-OHL-S-*',
      'CERN-OHL-1.*',
      'CC-BY-SA-*',
      'OSL-*',
      'EUPL-*',
      'TAPR-OHL-*',
      'CECILL-2*',
      'GFDL-*',
      'RPL-*',
      'Sleepycat',
      'QPL-*',
    ],
  ],
  [
    'weak_copyleft',
    [
      'LGPL-*',
      'MPL-*',
      'EPL-*',
      'CDDL-*',
      'CERN-OHL-W-*',
      'MS-RL',
      'CPL-*',
      'IPL-*',
      'APSL-*',
      'Artistic-*',
      'CECILL-C',
      'LicenseRef-OHDL-1.0',
    ],
  ],
  [
    'permissive',
    [
      'MIT',
      'MIT-0',
      'MIT-CMU',
      'MIT-Modern-Variant',
      'X11',
      'X11-*',
      'Apache-*',
      'BSD-1-Clause',
      'BSD-2-*',
      'BSD-3-*',
      'BSD-4-*',
      '0BSD',
      'ISC',
      'Zlib',
      'zlib-acknowledgement',
      'Unlicense',
      'CC0-1.0',
      'CC-BY-1.0',
      'CC-BY-2.*',
      'CC-BY-3.0*',
      'CC-BY-4.0',
      'BSL-1.0',
      'SHL-*',
      'CERN-OHL-P-*',
      'NCSA',
      'HPND*',
      'PostgreSQL',
      'Python-2.0*',
      'PSF-2.0',
      'W3C*',
      'ECL-2.0',
      'AFL-*',
      'MS-PL',
      'WTFPL',
      'MulanPSL-*',
      'UPL-1.0',
      'Beerware',
      'BlueOak-*',
      'EFL-*',
      'FTL',
      'ICU',
      'Libpng',
      'libpng-2.0',
      'curl',
      'NTP',
      'OLDAP-2.8',
      'Ruby',
      'Unicode-*',
      'Vim',
      'Xnet',
      'ZPL-2.*',
      'NAIST-2003',
      'Intel',
      'FSFAP',
      'LicenseRef-BSD',
      'LicenseRef-public-domain',
      'LicenseRef-Solderpad',
      'LicenseRef-OpenCores-notice',
    ],
  ],
];

/** The kind of one SPDX name (no expression). */
export function licenceKind(name: string): LicenceKind {
  return FAMILIES.find(([, names]) => nameMatches(names, name))?.[0] ?? 'unlisted';
}

/** The strictest of the kinds; `unknown` without any. */
export function strictestKind(kinds: readonly LicenceKind[]): LicenceKind {
  return BY_STRICTNESS.find((kind) => kinds.includes(kind)) ?? 'unknown';
}

/** The mildest of the kinds, for a choice between licences. */
export function mildestKind(kinds: readonly LicenceKind[]): LicenceKind {
  const licences = BY_STRICTNESS.filter((kind) => kind !== 'reference' && kind !== 'unknown');
  return licences.findLast((kind) => kinds.includes(kind)) ?? 'unknown';
}

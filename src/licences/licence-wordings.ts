/** A wording that names a licence or forbids use. `spdx` undefined: it names none. */
export interface Wording {
  name: string;
  spdx?: string;
  pattern: RegExp;
  /** Taken only when none of these names was found: their texts contain this wording, or say the same better. */
  unless?: RegExp;
}

/** A phrase as it may be broken over lines. */
function phrase(source: string, flags = 'i'): RegExp {
  return new RegExp(source.replace(/ /g, '\\s+'), flags);
}

/** Grants in full or by name, the usual ones of hardware sources. GNU licences are read by `gnuLicences`. */
export const LICENCE_WORDINGS: readonly Wording[] = [
  {
    name: 'Apache-2.0',
    spdx: 'Apache-2.0',
    pattern: phrase(
      'apache(?: software)? licen[cs]e,?(?: \\(?v(?:er(?:sion)?)?\\.? ?2|[- ]2)|\\bapache[- ]?(?:v(?:ersion)? ?)?2(?:\\.0)?(?: licen[cs]e|\\b)',
    ),
  },
  {
    name: 'Apache-1.1',
    spdx: 'Apache-1.1',
    pattern: phrase('apache(?: software)? licen[cs]e,?(?: version)? 1\\.1'),
  },
  {
    name: 'SHL-0.51',
    spdx: 'SHL-0.51',
    pattern: phrase('solderpad hardware licen[cs]e,?(?: \\(?v(?:ersion)?)? ?0\\.51|\\bSHL-0\\.51'),
  },
  {
    name: 'SHL-0.5',
    spdx: 'SHL-0.5',
    pattern: phrase('solderpad hardware licen[cs]e,?(?: \\(?v(?:ersion)?)? ?0\\.5(?!1)|\\bSHL-0\\.5(?!1)'),
  },
  {
    name: 'SHL-2.0',
    spdx: 'Apache-2.0 WITH SHL-2.0',
    pattern: phrase('solderpad hardware licen[cs]e,?(?: \\(?v(?:ersion)?)? ?2\\.0|\\bSHL-2\\.0'),
  },
  {
    name: 'SHL-2.1',
    spdx: 'Apache-2.0 WITH SHL-2.1',
    pattern: phrase('solderpad hardware licen[cs]e,?(?: \\(?v(?:ersion)?)? ?2\\.1|\\bSHL-2\\.1'),
  },
  {
    name: 'Solderpad',
    spdx: 'LicenseRef-Solderpad',
    pattern: phrase('solderpad(?: hardware)? licen[cs]e'),
    unless: /SHL/,
  },
  {
    name: 'NCSA',
    spdx: 'NCSA',
    pattern: phrase(
      'to deal with the software without restriction|university of illinois/ncsa open source licen[cs]e',
    ),
  },
  {
    name: 'BSL-1.0',
    spdx: 'BSL-1.0',
    pattern: phrase(
      'boost software licen[cs]e|free of charge, to any person or organi[sz]ation obtaining a copy',
    ),
  },
  {
    name: 'MIT',
    spdx: 'MIT',
    pattern: phrase(
      'permission is hereby granted, free of charge, to any person obtaining a copy|\\bMIT(?:/X11)? licen[cs]e|(?:licen[cs]ed? (?:under|by)(?: the)?(?: terms of(?: the)?)?|licen[cs]e ?:) ?MIT\\b',
    ),
    unless: /^NCSA$/,
  },
  {
    name: 'BSD-4-Clause',
    spdx: 'BSD-4-Clause',
    pattern: phrase(
      'redistribution and use in source and (?:binary|synthesi[sz]ed)[^]{0,900}?all advertising materials',
    ),
  },
  {
    name: 'BSD-3-Clause',
    spdx: 'BSD-3-Clause',
    pattern: phrase(
      'redistribution and use in source and (?:binary|synthesi[sz]ed)[^]{0,1200}?(?:neither the name|may not be used to endorse|names? of [^]{0,80}? (?:may|must) not be used)|(?:\\b(?:3|three)[- ]clause|\\bnew|\\bmodified|\\brevised) bsd|\\bbsd[- ]?(?:3|three)[- ]clause|\\bBSD3\\b',
    ),
    unless: /^BSD-4/,
  },
  {
    name: 'BSD-2-Clause',
    spdx: 'BSD-2-Clause',
    pattern: phrase(
      'redistribution and use in source and (?:binary|synthesi[sz]ed)|(?:\\b(?:2|two)[- ]clause|\\bsimplified|\\bfreebsd) (?:bsd|licen[cs]e)|\\bbsd[- ]?(?:2|two)[- ]clause|\\bBSD2\\b',
    ),
    unless: /^BSD-[34]/,
  },
  { name: 'BSD-ADI', spdx: 'LicenseRef-ADIBSD', pattern: phrase('ADI specific BSD|\\bADIBSD\\b') },
  {
    name: 'BSD',
    spdx: 'LicenseRef-BSD',
    pattern: phrase(
      '\\bbsd(?:-style|-like)? licen[cs]e|licen[cs]e ?: ?bsd\\b|under(?: the)?(?: terms of(?: the)?)? bsd\\b',
    ),
    unless: /^BSD-/,
  },
  {
    name: 'ISC',
    spdx: 'ISC',
    pattern: phrase(
      'permission to use, copy, modify,? and(?:/or| ?)? ?distribute this (?:software|code|hardware|file|design) for any purpose with or without fee is hereby granted, ?provided|\\bISC licen[cs]e|licen[cs]e ?: ?ISC\\b',
    ),
  },
  {
    name: '0BSD',
    spdx: '0BSD',
    pattern: phrase(
      'permission to use, copy, modify,? and(?:/or| ?)? ?distribute this (?:software|code|file) for any purpose with or without fee is hereby granted\\.',
    ),
  },
  {
    name: 'HPND',
    spdx: 'HPND',
    pattern: phrase('permission to use, copy, modify,? and distribute this software and its documentation'),
  },
  {
    name: 'Zlib',
    spdx: 'Zlib',
    pattern: phrase('altered source versions must be plainly marked|\\bzlib(?:/libpng)? licen[cs]e'),
  },
  {
    name: 'Unlicense',
    spdx: 'Unlicense',
    pattern: phrase('free and unencumbered software released into the public domain|\\bthe unlicense\\b'),
  },
  { name: 'CC0-1.0', spdx: 'CC0-1.0', pattern: phrase('\\bCC0\\b|creative commons zero') },
  {
    name: 'public domain',
    spdx: 'LicenseRef-public-domain',
    pattern: phrase(
      '(?:released?|plac(?:ed?|ing)|put|dedicated?|donated?|granted|given|contributed|is|are|as|belongs?) (?:in(?:to)?|to)? ?(?:the )?public domain',
    ),
    unless: /^(?:Unlicense|CC0-1\.0)$/,
  },
  {
    name: 'WTFPL',
    spdx: 'WTFPL',
    pattern: phrase('do what the fuck you want to public licen[cs]e|\\bWTFPL\\b'),
  },
  { name: 'Beerware', spdx: 'Beerware', pattern: phrase('beer-?ware licen[cs]e') },
  {
    name: 'MulanPSL-2.0',
    spdx: 'MulanPSL-2.0',
    pattern: phrase('mulan psl v?2|mulan permissive software licen[cs]e,? v(?:ersion)? ?2'),
  },
  { name: 'UPL-1.0', spdx: 'UPL-1.0', pattern: phrase('universal permissive licen[cs]e') },
  { name: 'AFL', spdx: 'AFL-3.0', pattern: phrase('academic free licen[cs]e') },
  {
    name: 'MPL-1.1',
    spdx: 'MPL-1.1',
    pattern: phrase('mozilla public licen[cs]e,?(?: v(?:ersion)?\\.?)? 1\\.1|\\bMPL[- ]?v?1\\.1'),
  },
  {
    name: 'MPL-2.0',
    spdx: 'MPL-2.0',
    pattern: phrase('mozilla public licen[cs]e|\\bMPL[- ]?v?2(?:\\.0)?\\b'),
    unless: /^MPL-1/,
  },
  {
    name: 'EPL',
    spdx: 'EPL-2.0',
    pattern: phrase('eclipse public licen[cs]e,?(?: -?)?(?: v(?:ersion)?\\.?)? 2'),
  },
  { name: 'EPL-1.0', spdx: 'EPL-1.0', pattern: phrase('eclipse public licen[cs]e'), unless: /^EPL$/ },
  { name: 'CDDL', spdx: 'CDDL-1.0', pattern: phrase('common development and distribution licen[cs]e') },
  { name: 'EUPL', spdx: 'EUPL-1.2', pattern: phrase('european union public licen[cs]e|\\bEUPL\\b') },
  { name: 'OSL', spdx: 'OSL-3.0', pattern: phrase('open software licen[cs]e') },
  { name: 'Artistic', spdx: 'Artistic-2.0', pattern: phrase('artistic licen[cs]e') },
  { name: 'TAPR-OHL', spdx: 'TAPR-OHL-1.0', pattern: phrase('tapr open hardware licen[cs]e') },
  {
    name: 'OHDL',
    spdx: 'LicenseRef-OHDL-1.0',
    pattern: phrase('open hardware description licen[cs]e|\\bOHDL\\b'),
  },
  {
    name: 'CERN-OHL-S',
    spdx: 'CERN-OHL-S-2.0',
    pattern: phrase(
      'CERN[- ](?:OHL|open hardware licen[cs]e)[^]{0,40}?(?:strongly reciprocal|[- ]S(?:[- ](?:v(?:ersion)? ?)?2|\\b))',
    ),
  },
  {
    name: 'CERN-OHL-W',
    spdx: 'CERN-OHL-W-2.0',
    pattern: phrase(
      'CERN[- ](?:OHL|open hardware licen[cs]e)[^]{0,40}?(?:weakly reciprocal|[- ]W(?:[- ](?:v(?:ersion)? ?)?2|\\b))',
    ),
  },
  {
    name: 'CERN-OHL-P',
    spdx: 'CERN-OHL-P-2.0',
    pattern: phrase(
      'CERN[- ](?:OHL|open hardware licen[cs]e)[^]{0,40}?(?:permissive|[- ]P(?:[- ](?:v(?:ersion)? ?)?2|\\b))',
    ),
  },
  {
    name: 'CERN-OHL-1',
    spdx: 'CERN-OHL-1.2',
    pattern: phrase('CERN[- ](?:OHL|open hardware licen[cs]e)'),
    unless: /^CERN-OHL-[SWP]/,
  },
  {
    name: 'CC-BY-NC',
    spdx: 'CC-BY-NC-4.0',
    pattern: phrase('\\bCC[- ]BY[- ]NC|creative commons attribution[- ]non-?commercial'),
  },
  {
    name: 'CC-BY-ND',
    spdx: 'CC-BY-ND-4.0',
    pattern: phrase('\\bCC[- ]BY[- ]ND|creative commons attribution[- ]no-?deriv'),
  },
  {
    name: 'CC-BY-SA',
    spdx: 'CC-BY-SA-4.0',
    pattern: phrase('\\bCC[- ]BY[- ]SA|creative commons attribution[- ]share-?alike'),
  },
  {
    name: 'CC-BY',
    spdx: 'CC-BY-4.0',
    pattern: phrase('\\bCC[- ]BY\\b|creative commons attribution'),
    unless: /^CC-BY-/,
  },
  {
    name: 'NVDLA',
    spdx: 'LicenseRef-NVDLA',
    pattern: phrase('open nvdla licen[cs]e|nvdla open hardware licen[cs]e'),
  },
  {
    name: 'OpenCores notice',
    spdx: 'LicenseRef-OpenCores-notice',
    pattern: phrase(
      'this source file may be used and distributed(?: freely)? without restriction,? provided that this copyright',
    ),
    unless: /^(?:[LA]?GPL|BSD)/,
  },
  {
    name: 'non-commercial',
    spdx: 'LicenseRef-non-commercial',
    pattern: phrase(
      'non-?commercial(?: research| academic| educational)?(?: use| purpose)|for (?:academic|educational|research|evaluation)(?: and (?:academic|educational|research|evaluation))?(?: use| purposes?) only|only for (?:academic|educational|research|evaluation)|(?:no|not(?: for| to be used for)?(?: any)?) commercial (?:use|purpose)|personal use only',
    ),
    unless: /^CC-BY-NC/,
  },
];

/** Names a file that says which licence holds. */
export const REFERENCE = phrase(
  '(?:see|in|refer to|accompanying|read|under|per|with)(?: the| a)?(?: included| accompanying| attached| top-level| file| files)* ?[\'"`<(]?(?:[\\w.$()-]*/)*(?:LICEN[CS]E|COPYING|license)(?:\\.\\w+)?\\b[\'"`>)]?(?: file| for| in|\\.|,|$)',
  'im',
);

/** Forbids use or passing on, whatever else is granted. */
export const PROPRIETARY_WORDINGS: readonly Wording[] = [
  {
    name: 'confidential and proprietary',
    pattern: phrase('confidential (?:and|&|or) proprietary|proprietary (?:and|&|or|/) ?confidential'),
  },
  {
    name: 'confidential information',
    pattern: phrase(
      'confidential (?:information|material|property|software|document)|(?:strictly|company|highly|is|are|contains?|\\w+ inc\\.?|corp(?:oration)?\\.?|ltd\\.?|limited) confidential\\b',
    ),
  },
  {
    name: 'proprietary',
    pattern: phrase(
      '(?<!non-)(?<!non )\\bproprietary (?:to|information|material|property|rights?|software|code|design|and|of|licen[cs]e)|(?:is|are|remains?) (?:the )?(?:sole |exclusive )?(?:proprietary|property of)|licen[cs]e ?: ?proprietary',
    ),
  },
  { name: 'trade secret', pattern: phrase('trade secrets?') },
  {
    name: 'do not distribute',
    pattern: phrase(
      '(?:do not|not to be|must not be|may not be|shall not be|cannot be|can not be|prohibited from being|not be) (?:(?:re-?)?distributed?|copied|reproduced|disclosed|disseminated|transmitted|published|duplicated|used, copied|copy|disclose)|not for (?:re-?distribution|public release)|for internal use only|distribution (?:is )?(?:prohibited|forbidden)',
    ),
  },
  {
    name: 'unauthorized use',
    pattern: phrase(
      'un-?authori[sz]ed (?:use|copying|cop(?:y|ies)|reproduction|distribution|disclosure|duplication|access)',
    ),
  },
  {
    name: 'written permission',
    pattern: phrase(
      '(?:without|with(?:out)? the)(?: the)?(?: express(?:ed)?| explicit| prior| specific)*(?:,? written)?(?: prior)? (?:permission|consent|authori[sz]ation|approval) (?:of|from|by)',
    ),
    unless: /^(?:BSD|MIT|ISC|X11|HPND|NCSA|Apache|SHL|CERN|Zlib)/,
  },
  {
    name: 'license agreement',
    pattern: phrase(
      '(?:licen[cs]e|licen[cs]ing|non-?disclosure) agreement|end[- ]user licen[cs]e|\\bEULA\\b|subject to the terms and conditions of the [^]{0,60}? (?:program|subscription|megacore)|solely for the purpose of programming',
    ),
    unless: /^(?:NVDLA|Apache|SHL)/,
  },
];

/** Claims all rights; a licence beside it grants some of them back. */
export const ALL_RIGHTS_RESERVED = phrase('all rights?(?: are)? reserved');

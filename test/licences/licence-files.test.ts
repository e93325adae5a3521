import spdxTexts from 'spdx-license-list/full.js';
import { describe, expect, test } from 'vitest';
import { matchLicenceText } from '../../src/licences/match-licence-text.ts';
import { readLicenceFile, readReadmeLicence } from '../../src/licences/read-licence-file.ts';

function textOf(spdx: string): string {
  return spdxTexts[spdx]!.licenseText.replace(/<year>|\[yyyy\]/gi, '2024').replace(
    /<(?:owner|copyright holders?)>|\[name of copyright owner\]/gi,
    'The Example Authors',
  );
}

describe('licence texts', () => {
  test.each([
    'MIT',
    'Apache-2.0',
    'BSD-2-Clause',
    'BSD-3-Clause',
    'ISC',
    '0BSD',
    'GPL-2.0-only',
    'GPL-3.0-only',
    'LGPL-2.1-only',
    'LGPL-3.0-only',
    'AGPL-3.0-only',
    'MPL-2.0',
    'CERN-OHL-S-2.0',
    'CERN-OHL-W-2.0',
    'CERN-OHL-P-2.0',
    'SHL-0.51',
    'SHL-0.5',
    'Unlicense',
    'CC0-1.0',
    'CC-BY-SA-4.0',
    'Zlib',
    'X11',
    'EPL-2.0',
    'NCSA',
    'JSON',
  ])('%s, wrapped otherwise and with other names, is itself', (spdx) => {
    const text = textOf(spdx)
      .replace(/\s*\n\s*/g, '\n   ')
      .toUpperCase();
    expect(matchLicenceText(`Copyright (c) 2019 Somebody Else\n\n${text}`).found[0]?.spdx).toBe(spdx);
  });

  test('several licences in one file all hold; the shorter is not found inside the longer', () => {
    const { found } = matchLicenceText(`${textOf('MIT')}\n\n=======\n\n${textOf('BSD-3-Clause')}`);
    expect(found.map(({ spdx }) => spdx).sort()).toEqual(['BSD-3-Clause', 'MIT']);
    expect(readLicenceFile(`${textOf('MIT')}\n${textOf('GPL-2.0-only')}`).kind).toBe('copyleft');
  });

  test('a licence among other terms is not that licence alone', () => {
    const terms = Array.from({ length: 300 }, (_, i) => `clause${i} binds whoever takes part${i} in it`).join(
      ' ',
    );
    expect(readLicenceFile(`${textOf('MIT')}\n${terms}`)).toMatchObject({ spdx: 'MIT', kind: 'unlisted' });
    const commercial = `${textOf('MIT')}\nThe above holds for non-commercial use only.`;
    expect(readLicenceFile(commercial).kind).toBe('restricted');
  });

  test('a short file that names a licence, and one that grants nothing', () => {
    expect(readLicenceFile('This project is licensed under the Apache License, Version 2.0.')).toMatchObject({
      spdx: 'Apache-2.0',
      similarity: null,
    });
    expect(readLicenceFile('Copyright 2020 X. All rights reserved.').kind).toBe('reserved');
    expect(readLicenceFile('hello').kind).toBe('unknown');
  });
});

test('of a README only the section on the licence counts', () => {
  const readme =
    '# Core\n\nWorks with GPL tools, see the GNU General Public License.\n\n## License\n\nMIT license\n\n## Thanks\n\nGPL people\n';
  expect(readReadmeLicence(readme)).toMatchObject({ spdx: 'MIT', kind: 'permissive' });
  const { start, end } = readReadmeLicence(readme);
  expect(readme.slice(start, end)).toBe('MIT license');
  expect(
    readReadmeLicence('Core\n====\n\nLicense\n-------\nApache 2.0\n\nMore\n----\nMIT license'),
  ).toMatchObject({
    spdx: 'Apache-2.0',
  });
  expect(readReadmeLicence('# Core\n\nMIT license').kind).toBe('unknown');
});

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  decideLicence,
  type LicenceSource,
  type LicenceStatement,
} from '../../src/licences/decide-licence.ts';
import { NO_LICENCE, readPlainLicence } from '../../src/licences/header-licence.ts';
import { expressionKind, readExpression } from '../../src/licences/licence-expression.ts';
import { loadLicenceProfile } from '../../src/licences/licence-policy.ts';
import { PROJECT_ROOT } from '../support/quarry.ts';
import { scratchFolder } from '../support/scratch.ts';

const POLICY = join(PROJECT_ROOT, 'pipelines/licence-policy.yaml');

function says(by: LicenceSource, words: string): LicenceStatement {
  return { by, finding: readPlainLicence(words), path: 'x', sha256: 'x' };
}

test.each([
  ['SPDX-License-Identifier: MIT', 'allowed', 'allowed', 'allowed'],
  ['SPDX-License-Identifier: LGPL-2.1-or-later', 'refused', 'allowed', 'allowed'],
  ['SPDX-License-Identifier: GPL-2.0-only', 'refused', 'refused', 'allowed'],
  ['SPDX-License-Identifier: MIT OR GPL-2.0-only', 'allowed', 'allowed', 'allowed'],
  ['SPDX-License-Identifier: MIT AND GPL-2.0-only', 'refused', 'refused', 'allowed'],
  ['SPDX-License-Identifier: Unheard-Of', 'refused', 'refused', 'allowed'],
  ['Copyright X. All rights reserved.', 'refused', 'refused', 'allowed'],
  ['Copyright X. Confidential and proprietary.', 'refused', 'refused', 'refused'],
  ['', 'refused', 'refused', 'allowed'],
])('%j under each profile', (words, ...expected) => {
  const decisions = ['permissive', 'weak-copyleft', 'any'].map(
    (name) => decideLicence([says('header', words)], loadLicenceProfile(POLICY, name)).decision,
  );
  expect(decisions).toEqual(expected);
});

test('the header outranks the repository, which outranks a claim; a mere reference gives way', () => {
  const profile = loadLicenceProfile(POLICY, 'permissive');
  const mit = says('licence_file', 'MIT license');
  const gpl = says('header', 'GNU General Public License version 3');
  expect(decideLicence([gpl, mit], profile)).toMatchObject({
    decision: 'refused',
    statement: { by: 'header' },
  });
  expect(decideLicence([gpl, mit], profile).reason).toBe(
    'the file itself says GPL-3.0-only (copyleft); profile permissive refuses that',
  );
  const reference = says('header', 'Copyright X. See LICENSE for details.');
  const claim = says('claim', 'GNU General Public License version 3');
  expect(decideLicence([reference, mit, claim], profile)).toMatchObject({
    decision: 'allowed',
    statement: mit,
  });
  expect(decideLicence([{ ...gpl, finding: NO_LICENCE }], profile).statement).toBeUndefined();
});

test('a policy may refuse a name of an allowed family, or allow one of another', () => {
  const file = join(scratchFolder(), 'policy.yaml');
  const rules =
    'allow: [permissive, CERN-OHL-W-*], refuse: [BSD-4-*], unknown: refused, reserved: refused, claims: refused';
  writeFileSync(file, `profiles:\n  own: { description: x, ${rules} }\n`);
  const profile = loadLicenceProfile(file, 'own');
  const decide = (by: LicenceSource, tag: string) =>
    decideLicence([says(by, `SPDX-License-Identifier: ${tag}`)], profile).decision;
  expect(decide('header', 'BSD-3-Clause')).toBe('allowed');
  expect(decide('header', 'BSD-4-Clause')).toBe('refused');
  expect(decide('header', 'CERN-OHL-W-2.0')).toBe('allowed');
  expect(decide('claim', 'BSD-3-Clause')).toBe('refused');
});

test('a policy that is not as its schema asks, or lacks the profile, is told', () => {
  const file = join(scratchFolder(), 'policy.yaml');
  writeFileSync(file, 'profiles:\n  own: { description: x, allow: permissive }\n');
  expect(() => loadLicenceProfile(file, 'own')).toThrow(/allow/);
  expect(() => loadLicenceProfile(POLICY, 'nope')).toThrow(
    expect.objectContaining({ code: 'CONFIG_INVALID', next: 'It has: permissive, weak-copyleft, any.' }),
  );
});

test('expressions: misspelt names, choices and duties', () => {
  expect(readExpression('apache 2.0')).toBe('Apache-2.0');
  expect(readExpression('GPLv3')).toMatch(/^GPL-3\.0/);
  expect(readExpression('no such thing')).toBeUndefined();
  expect(readExpression('Proprietary-Example')).toBeUndefined();
  expect(expressionKind('GPL-2.0-only WITH Classpath-exception-2.0')).toBe('copyleft');
  expect(expressionKind('MIT AND (LGPL-2.1-only OR ISC)')).toBe('permissive');
  expect(expressionKind('MIT AND LicenseRef-mine')).toBe('unlisted');
});

import { expect, test } from 'vitest';
import { fileKind } from '../../../src/stages/gather/file-kind.ts';

test.each([
  ['rtl/a.v', 'verilog'],
  ['A.SV', 'verilog'],
  ['license_server.v', 'verilog'],
  ['x.vh', 'verilog'],
  ['LICENSE', 'licence'],
  ['COPYING.LESSER', 'licence'],
  ['lib/Licence.md', 'licence'],
  ['LICENSE-MIT', 'licence'],
  ['LICENSE_ADIBSD', 'licence'],
  ['LICENSES/CERN-OHL-W-2.0.txt', 'licence'],
  ['rtl/a.v.license', 'licence'],
  ['NOTICE', 'licence'],
  ['README.md', 'readme'],
  ['readme', 'readme'],
  ['a.v.in', undefined],
  ['license.py', undefined],
  ['licenses.html.erb', undefined],
  ['a.vhd', undefined],
])('%s', (path, kind) => {
  expect(fileKind(path)).toBe(kind);
});

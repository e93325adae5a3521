import { expect, test } from 'vitest';
import { type BundleHeading, bundleHeading } from '../../../src/verilog/closure/bundle-heading.ts';
import { bundleSource } from '../../../src/verilog/closure/bundle-source.ts';

test('a single part is its text, byte for byte', () => {
  expect(bundleSource([{ name: 'a.v', text: '`default_nettype none\nmodule a; endmodule' }])).toBe(
    '`default_nettype none\nmodule a; endmodule',
  );
});

test('a part that leaves directives behind is followed by what takes them back', () => {
  const source = bundleSource([
    { name: 'a.v', text: '`default_nettype none\n`celldefine\nmodule a; endmodule\n' },
    { name: 'b.v', text: '`default_nettype none\nmodule b; endmodule\n`resetall\n' },
    { name: 'c.v', text: 'module c; endmodule' },
  ]);
  expect(source).toBe(`// ---- a.v
\`default_nettype none
\`celldefine
module a; endmodule
\`default_nettype wire
\`endcelldefine

// ---- b.v
\`default_nettype none
module b; endmodule
\`resetall

// ---- c.v
module c; endmodule
`);
});

const HEADING: BundleHeading = {
  name: 'top',
  repo: 'them/design',
  revision: 'abc',
  path: 'rtl/top.v',
  lineStart: 3,
  lineEnd: 9,
  licence: 'MIT',
  licenceDecision: 'allowed',
  licenceReason: null,
  evidence: 'compiles',
  frontEnd: 'verilator',
  top: 'board',
  stubs: ['PLL'],
  missingIncludes: ['x.vh'],
  missingMacros: ['TRACE'],
  origins: [{ path: 'rtl/top.v', cut: ['old'], included: ['rtl/defs.vh'], generated: false }],
};

test('the heading names origin, licence, companions, stubs and the command', () => {
  expect(bundleHeading(HEADING)).toBe(`// module top, from them/design at abc, rtl/top.v, lines 3 to 9
// licence: MIT (allowed by the policy)
// evidence: compiles; verilator --lint-only --timing --bbox-unsup -Wno-fatal bundle.sv
// elaborated below board, which gives its parameters
// stubs, with ports inferred from instances: PLL
// includes that were not found: x.vh
// macros that nothing defines: TRACE
// files:
// - rtl/top.v (with rtl/defs.vh; without old)
`);
});

test('foreign names cannot leave the comment nor give orders in it', () => {
  const origins = [{ ...HEADING.origins[0]!, path: 'verilator lint_off' }];
  const text = bundleHeading({ ...HEADING, path: 'a\nmodule evil;\\', missingIncludes: ['x\\'], origins });
  expect(text.split('\n').filter((line) => line !== '' && !line.startsWith('// '))).toEqual([]);
  expect(text).not.toMatch(/\/\/ verilator|\\\n/);
});

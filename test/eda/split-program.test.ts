import { describe, expect, it } from 'vitest';
import { splitProgram } from '../../src/eda/split-program.ts';

const program = (extra = ''): string => `#! /usr/bin/vvp
:vpi_time_precision - 12;
S_0x1 .scope package, "$unit" "$unit" 2 1;
 .timescale 0 0;
S_0x2 .scope module, "tb_m_0_" "tb_m_0_" 3 1;
v0x20_0 .var "a", 0 0;
S_0x3 .scope module, "dut" "d_m_0_" 3 9, 4 1 0, S_0x2;
v0x30_0 .net "a", 0 0, v0x20_0;  1 drivers
S_0x4 .scope module, "tb_m_1_" "tb_m_1_" 3 1;
v0x40_0 .var "a", 0 0;${extra}
    .scope S_0x2;
T_0 ;
    %fork TD_tb_m_0_.go, S_0x3;
    .thread T_0;
    .scope S_0x4;
T_1 ;
    %end;
    .thread T_1;
# The file index is used to find the file name in the following table.
:file_names 1;
    "tb.v";
`;

describe('a program of several copies', () => {
  it('falls apart into one a copy, with head and tail, without markers', () => {
    const parts = splitProgram(program(), '_m_', 2);
    expect(parts?.[0]).toBe(`#! /usr/bin/vvp
:vpi_time_precision - 12;
S_0x2 .scope module, "tb" "tb" 3 1;
v0x20_0 .var "a", 0 0;
S_0x3 .scope module, "dut" "d" 3 9, 4 1 0, S_0x2;
v0x30_0 .net "a", 0 0, v0x20_0;  1 drivers
    .scope S_0x2;
T_0 ;
    %fork TD_tb.go, S_0x3;
    .thread T_0;
# The file index is used to find the file name in the following table.
:file_names 1;
    "tb.v";
`);
    expect(parts?.[1]).toContain('"tb" "tb"');
    expect(parts?.[1]).not.toContain('0x2');
  });

  it.each([
    ['refers to another copy', '\nv0x41_0 .net "b", 0 0, v0x20_0;'],
    ['has a scope that is not read', '\nS_0x5 .scope module, "a"b" "c" 3 1;'],
    [
      'has a top-level scope of none',
      '\nS_0x5 .scope module, "other" "other" 3 1;\n .timescale 0 0;\nv0x50_0 .var "a", 0 0;',
    ],
  ])('does not when one %s', (_, extra) => {
    expect(splitProgram(program(extra), '_m_', 2)).toBeUndefined();
  });

  it('does not when it is no program', () => {
    expect(splitProgram('', '_m_', 2)).toBeUndefined();
  });
});

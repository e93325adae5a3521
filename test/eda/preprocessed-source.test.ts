import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findIcarus } from '../../src/eda/icarus.ts';
import { plainPreprocessed } from '../../src/eda/preprocessed-source.ts';
import { openSimulator, type Simulator } from '../../src/eda/simulator.ts';

const PLAIN = [
  'module a; endmodule',
  'module a; endmodule\n',
  '',
  '\n\n',
  '`timescale 1ns/1ps\nmodule a; endmodule\n`default_nettype none\nmodule b; endmodule',
  '// a comment without an end of line',
  'module a; /* left open',
  'module a; initial $display("a \\" b // c /* d"); endmodule\n',
  'module a; initial $display("left open);\nendmodule',
  '\tmodule a;\n\n  // `not` here, since any tick is left to ivlpp\n'.replaceAll('`', "'"),
  '  `timescale 1ns / 10ps  \nmodule a; endmodule',
];

describe('plainPreprocessed', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'ivlpp-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** What the real preprocessor prints for these texts as files a0.v, a1.v ... */
  function ivlpp(texts: readonly string[]): string {
    for (const [i, text] of texts.entries()) writeFileSync(join(folder, `a${i}.v`), text);
    writeFileSync(join(folder, 'list'), texts.map((_, i) => `a${i}.v\n`).join(''));
    writeFileSync(join(folder, 'flags'), '');
    const program = join(findIcarus().base as string, 'ivlpp');
    return execFileSync(program, ['-L', '-Fflags', '-flist'], { cwd: folder, encoding: 'utf8' });
  }
  const sources = (texts: readonly string[]) => texts.map((text, i) => ({ name: `a${i}.v`, text }));

  it.each(PLAIN)('prints what ivlpp prints: %j', (text) => {
    expect(plainPreprocessed(sources([text]))).toBe(ivlpp([text]));
    const pair = [text, 'module z; endmodule\n'];
    expect(plainPreprocessed(sources(pair))).toBe(ivlpp(pair));
  });

  it.each([
    '`define A 1\nmodule a; endmodule',
    'module a; endmodule // `timescale 1ns/1ps',
    '`timescale 1ns/1ps // comment\n',
    '`ifdef A\nmodule a; endmodule\n`endif\n',
    '`include "b.v"\n',
    'module a; endmodule\r\n',
    'module caf\u00e9; endmodule\n',
    'module a; \0 endmodule\n',
    '`resetall\n',
    '`timescalex\n',
  ])('leaves to ivlpp what only ivlpp can tell: %j', (text) => {
    expect(plainPreprocessed(sources([text]))).toBeUndefined();
  });

  it('does not compile headers by themselves', () => {
    const files = [
      { name: 'defs.vh', text: '`define A 1\n' },
      { name: 'a.v', text: 'module a; endmodule' },
    ];
    expect(plainPreprocessed(files)).toBe('`line 1 "a.v" 0\nmodule a; endmodule');
  });
});

describe('a testbench that comes again', () => {
  let simulator: Simulator;
  beforeAll(async () => {
    simulator = await openSimulator({ lanes: 1 });
  });
  afterAll(() => simulator.close());

  const testbench = [
    {
      name: 'tb.v',
      text: '`include "defs.vh"\nmodule tb; wire y; dut u(y); initial #1 $display("%b", y ^ `FLIP); endmodule\n',
    },
    { name: 'defs.vh', text: "`define FLIP 1'b1\n" },
  ];
  const run = async (text: string) => {
    const { preprocess, compile, simulation } = await simulator.run({
      testbench,
      design: [{ name: 'dut.v', text }],
    });
    return simulation?.log ?? compile?.log ?? preprocess.log;
  };

  it('gives the same as when it came first, for each design', async () => {
    const zero = 'module dut(output y); assign y = 0; endmodule\n';
    const one = 'module dut(output y); assign y = 1; endmodule\n';
    const macro = 'module dut(output y); assign y = `FLIP; endmodule\n';
    const broken = 'module dut(output y)\nendmodule\n';
    const expected = ['1\n', '0\n', '0\n', 'dut.v:2: syntax error\nI give up.\n'];
    for (let round = 0; round < 4; round += 1) {
      expect([await run(zero), await run(one), await run(macro), await run(broken)]).toEqual(expected);
    }
  });

  it('still reports a warning of the preprocessor each time', async () => {
    const warned = [{ name: 'w.v', text: 'module tb; initial $display(`NOWHERE "x"); endmodule\n' }];
    for (let round = 0; round < 4; round += 1) {
      const { preprocess } = await simulator.run({ testbench: warned, design: [{ name: 'd.v', text: '' }] });
      expect(preprocess.log).toMatch(/macro NOWHERE undefined/);
    }
  });
});

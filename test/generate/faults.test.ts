import { beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../../src/core/random.ts';
import { compileFaults } from '../../src/generate/faults/compile-faults.ts';
import { functionalFaults } from '../../src/generate/faults/functional-faults.ts';
import { hasEffect, injectFault } from '../../src/generate/faults/inject-fault.ts';
import { mutantFaults } from '../../src/generate/faults/mutant-faults.ts';
import { type SimulationReport, saysPassed } from '../../src/generate/simulate.ts';
import { loadParser } from '../../src/verilog/parser.ts';

const RTL = `module step (
  input wire clk,
  input wire en,
  output reg [1:0] q
);
  always @(posedge clk) begin
    if (en && (q != 2'd3)) q <= q + 2'd1;
  end
endmodule
`;

const lines = (rtl: string) => rtl.split('\n');

describe('functionalFaults', () => {
  it('makes one edit each, on the line it names', () => {
    const faults = functionalFaults(RTL);
    const edits = faults.map(({ rule, line, rtl }) => {
      expect(lines(rtl).filter((text, index) => text !== lines(RTL)[index])).toHaveLength(1);
      return `${rule}: ${lines(rtl)[line - 1]?.trim()}`;
    });
    expect(edits).toEqual([
      "inverted_condition: if (!(en && (q != 2'd3))) q <= q + 2'd1;",
      "swapped_arithmetic: if (en && (q != 2'd3)) q <= q - 2'd1;",
      "wrong_comparison: if (en && (q == 2'd3)) q <= q + 2'd1;",
      "swapped_logic: if (en || (q != 2'd3)) q <= q + 2'd1;",
      "off_by_one: if (en && (q != 2'd0)) q <= q + 2'd1;",
      "off_by_one: if (en && (q != 2'd3)) q <= q + 2'd2;",
      'wrong_clock_edge: always @(negedge clk) begin',
    ]);
  });

  it('leaves the heads of loops alone', () => {
    const loop = 'for (index = 0; index < 4; index = index + 1)\n  q[index] <= a + b;\n';
    expect(functionalFaults(loop).map(({ line }) => line)).toEqual([2]);
  });

  it('leads a state machine to another declared state', () => {
    const machine = 'localparam IDLE = 0;\nlocalparam RUN = 1;\nstate <= IDLE;\n';
    const [fault] = functionalFaults(machine).filter(({ rule }) => rule === 'wrong_next_state');
    expect(fault?.rtl).toContain('state <= RUN;');
  });
});

describe('compileFaults', () => {
  it('applies every rule that the design has a place for', () => {
    const faults = compileFaults(RTL);
    expect(faults.map(({ rule }) => rule)).toEqual([
      'missing_semicolon',
      'missing_endmodule',
      'missing_end',
      'undeclared_signal',
      'wrong_port_name',
      'wrong_module_name',
      'output_not_reg',
      'fence_left_in',
    ]);
    for (const { rtl } of faults) expect(rtl).not.toBe(RTL);
  });

  it('leaves a rule out that finds no place', () => {
    const rules = compileFaults(RTL.replace('output reg', 'output wire')).map(({ rule }) => rule);
    expect(rules).not.toContain('output_not_reg');
  });
});

describe('mutantFaults', () => {
  beforeAll(async () => {
    await loadParser();
  });

  it('lists every mutant with its operator, line and text', () => {
    const faults = mutantFaults(RTL);
    expect(faults.length).toBeGreaterThan(10);
    expect(new Set(faults.map(({ rtl }) => rtl)).size).toBe(faults.length);
    expect(faults).toContainEqual({
      rule: 'arithmetic_operator',
      effect: 'fails',
      line: 7,
      rtl: RTL.replace("q + 2'd1", "q - 2'd1"),
    });
  });
});

describe('injectFault', () => {
  const report = (compiled: boolean, passed: boolean): SimulationReport => {
    return { compiled, ended: true, passed, compileLog: '', simulationLog: '' };
  };

  it('goes on until a fault shows', async () => {
    let calls = 0;
    const simulate = async () => {
      calls += 1;
      return report(true, calls < 3);
    };
    const { report: seen } = await injectFault(
      { rtl: RTL, testbench: '' },
      'fails',
      createRandom(1),
      simulate,
    );
    expect([calls, seen.passed]).toEqual([3, false]);
  });

  it('does not take a design that fails to compile for one that fails', async () => {
    const inject = injectFault({ rtl: RTL, testbench: '' }, 'fails', createRandom(1), async () =>
      report(false, false),
    );
    await expect(inject).rejects.toMatchObject({ code: 'GENERATE_NO_FAULT' });
  });

  it('says so when no fault shows', async () => {
    const inject = injectFault({ rtl: RTL, testbench: '' }, 'does_not_compile', createRandom(1), async () =>
      report(true, true),
    );
    await expect(inject).rejects.toMatchObject({ code: 'GENERATE_NO_FAULT', where: 'module step (' });
  });
});

describe('hasEffect', () => {
  it('takes no failure for seen that a limit ended, since its log would depend on the machine', () => {
    const failed = { compiled: true, ended: true, passed: false, compileLog: '', simulationLog: '' };
    expect(hasEffect(failed, 'fails')).toBe(true);
    expect(hasEffect({ ...failed, ended: false }, 'fails')).toBe(false);
  });
});

describe('saysPassed', () => {
  it.each([
    ['TEST PASSED: 3 checks\n', true],
    ['MISMATCH\nTEST FAILED: 1 errors in 3 checks\n', false],
    ['TEST PASSED: 3 checks\nTEST PASSED: 3 checks\n', false],
    ['TEST PASSED: 3 checks\nTEST FAILED: late\n', false],
    ['no TEST PASSED: 3 checks\n', false],
    ['TESTBENCH COMPLETED\n', false],
    ['', false],
  ])('%j: %s', (log, passed) => {
    expect(saysPassed(log)).toBe(passed);
  });
});

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** One row of a training set with testbench: an answer and the testbench that judges it. */
export interface SetRow {
  problem: string;
  answer: string;
  testbench: string;
  instruction?: string;
  category?: string;
}

/** Writes rows in the shape of S1's training set with testbenches and returns the path. */
export function writeSet(folder: string, name: string, rows: readonly SetRow[]): string {
  return writeJsonl(
    folder,
    name,
    rows.map(({ problem, answer, testbench, instruction = `Write ${problem}.`, category = 'mux' }) => ({
      instruction,
      output: answer,
      testbench,
      metadata: { spec_hash: problem, category, sim_passed: true, run_id: 'run' },
    })),
  );
}

export function writeJsonl(folder: string, name: string, rows: readonly unknown[]): string {
  const path = join(folder, name);
  writeFileSync(path, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  return path;
}

/** A testbench that compares `y` of `dut` with the inverse of `a` and prints its verdict. */
export const INVERTER_TESTBENCH = `module tb;
  reg a; wire y; integer errors = 0;
  dut u(.a(a), .y(y));
  initial begin
    a = 0; #1 if (y !== 1'b1) errors = errors + 1;
    a = 1; #1 if (y !== 1'b0) errors = errors + 1;
    if (errors == 0) $display("TEST PASSED"); else $display("TEST FAILED: %0d errors", errors);
    $finish;
  end
endmodule
`;

export const INVERTER = 'module dut(input a, output y);\n  assign y = ~a;\nendmodule\n';

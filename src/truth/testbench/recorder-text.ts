import { checksumFunctions, checksumUpdate } from './checksum-text.ts';
import type { DesignInterface } from './design-interface.ts';
import {
  connections,
  driveCalls,
  driveDeclarations,
  driveTasks,
  outputNets,
  parameterText,
  type Sampler,
} from './drive-text.ts';
import { harnessNames, written } from './harness-names.ts';
import type { Phase } from './stimuli.ts';
import { indented, range } from './verilog-value.ts';

/** A harness that prints what the reference does, for expected values and for the states that it visits. */
export interface Recorder {
  text: string;
  moduleName: string;
}

/**
 * Writes the harness that records: one line `@<token> <sample> <value> <known>` (hexadecimal) for every sample that
 * differs from the one before, `@<token> h <sample> <checksum> ...` for every hold and `@<token> end` at the end. The
 * vector is the outputs, then `watched` (dotted paths inside the design, 32 bits each), the first one leftmost.
 */
export function recorderText(
  design: DesignInterface,
  phases: readonly Phase[],
  token: string,
  watched: readonly string[] = [],
): Recorder {
  const names = harnessNames(design);
  const width = design.outputs.reduce((sum, output) => sum + output.bits, 32 * watched.length);
  const seen = watched.map((path) => `32'b0 | ${names('dut')}.${path}`);
  const vector = `{${[...design.outputs.map((output) => written(output.name)), ...seen].join(', ')}}`;
  const sums = design.outputs.map((_, at) => names(`sum_${at}`));
  const sampler: Sampler = {
    formals: () => [],
    sample: () => `${names('sample')};`,
    actuals: () => [],
    hold: {
      formals: [],
      begin: sums.map((sum) => `${sum} = 32'd0;`).join('\n'),
      each: `${names('add')};`,
      end: `$display("@${token} h %0d${' %h'.repeat(sums.length)}", ${[`${names('samples')} - 1`, ...sums].join(', ')});`,
    },
  };
  const moduleName = `quarry_recorder_${token}`;
  const body = [
    driveDeclarations(design, names),
    outputNets(design, names),
    `${written(design.top)} ${parameterText(design)}${names('dut')} (\n${connections(design)}\n);`,
    `integer ${names('step')} = 0;
integer ${names('samples')} = 0;
reg ${range(width)}${names('now')};
reg ${range(width)}${names('earlier')};
bit ${range(width)}${names('value')};
bit ${range(width)}${names('known')};
${sums.map((sum) => `reg [31:0] ${sum} = 32'd0;`).join('\n')}`,
    // Assigning to two-state variables turns x into 0; a known bit differs from itself nowhere.
    `task ${names('sample')};
  begin
    ${names('now')} = ${vector};
    if (${names('samples')} == 0 || ${names('now')} !== ${names('earlier')}) begin
      ${names('value')} = ${names('now')};
      ${names('known')} = ~(${names('now')} ^ ${names('now')});
      $display("@${token} %0d %h %h", ${names('samples')}, ${names('value')}, ${names('known')});
    end
    ${names('earlier')} = ${names('now')};
    ${names('samples')} = ${names('samples')} + 1;
  end
endtask`,
    checksumFunctions(design, names),
    `task ${names('add')};
  begin
${indented(checksumUpdate(design, names, sums), 4)}
  end
endtask`,
    driveTasks(design, names, sampler, phases),
    `initial begin
${indented(driveCalls(design, names, sampler, phases), 2)}
  $display("@${token} end");
  $finish;
end`,
  ];
  return {
    moduleName,
    text: `\`timescale 1ns/1ps\nmodule ${moduleName};\n${indented(body.join('\n\n'), 2)}\nendmodule\n`,
  };
}

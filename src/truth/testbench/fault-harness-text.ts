import { checksumFunctions, checksumUpdate } from './checksum-text.ts';
import type { DesignInterface } from './design-interface.ts';
import {
  connections,
  driveCalls,
  driveDeclarations,
  driveTasks,
  outputNets,
  parameterText,
} from './drive-text.ts';
import { expectationSampler, restDiffers } from './expectation-sampler.ts';
import { type CheckedOutput, checkedOutputs, differs } from './expectation-tasks.ts';
import { type HarnessNames, harnessNames, plain, written } from './harness-names.ts';
import type { Responses } from './record-responses.ts';
import type { Phase } from './stimuli.ts';
import { indented, range } from './verilog-value.ts';

/** One of the designs that a harness drives at once, by the names of its nets and checksums. */
interface Seat {
  number: number;
  top: string;
  net: (output: string) => string;
  sums: string[];
}

/**
 * Writes the harness that drives many faulty designs at once with the stimuli of a self-checking testbench, and compares
 * each with the same expectations at the same times. It prints `@<token> <number> <step>` at the first mismatch of a
 * design, whose outputs are not looked at any more, and `@<token> end`.
 */
export function faultHarnessText(
  design: DesignInterface,
  phases: readonly Phase[],
  responses: Responses,
  { moduleName, tops, token }: { moduleName: string; tops: readonly string[]; token: string },
): string {
  const names = harnessNames(design);
  const outputs = checkedOutputs(design, names);
  const steps = phases.flatMap((phase) => phase.steps);
  const expectations = expectationSampler(outputs, names, responses, restDiffers(steps, responses));
  const seats = tops.map((top, number) => seatOf(design, names, top, number));
  const begin = seats.flatMap(({ sums }) => sums.map((sum) => `${sum} = 32'd0;`)).join('\n');
  const sampler = { ...expectations, hold: { ...expectations.hold, begin } };
  const body = [
    driveDeclarations(design, names),
    `integer ${names('step')} = 0;\nreg ${range(seats.length)}${names('alive')} = ~${seats.length}'d0;`,
    ...seats.map((seat) => instance(design, names, seat)),
    expectTask(design, outputs, names, seats, token),
    steps.some((step) => step.kind === 'hold') ? checksumTasks(design, outputs, names, seats, token) : '',
    driveTasks(design, names, sampler, phases),
    `initial begin
${indented(driveCalls(design, names, sampler, phases), 2)}
  $display("@${token} end");
  $finish;
end`,
  ].filter((part) => part !== '');
  return `\`timescale 1ns/1ps\nmodule ${moduleName};\n${indented(body.join('\n\n'), 2)}\nendmodule\n`;
}

function seatOf(design: DesignInterface, names: HarnessNames, top: string, number: number): Seat {
  return {
    number,
    top,
    net: (output) => names(`seat_${number}_${plain(output)}`),
    sums: design.outputs.map((_, at) => names(`sum_${number}_${at}`)),
  };
}

function instance(design: DesignInterface, names: HarnessNames, { number, top, net }: Seat): string {
  const dut = `${written(top)} ${parameterText(design)}${names(`dut_${number}`)}`;
  return `${outputNets(design, names, net)}\n${dut} (\n${connections(design, net)}\n);`;
}

function expectTask(
  design: DesignInterface,
  outputs: readonly CheckedOutput[],
  names: HarnessNames,
  seats: readonly Seat[],
  token: string,
): string {
  const expected = outputs.map((output) => output.expected);
  const comparisons = seats.map((seat) => {
    const got = design.outputs.map(({ name }) => seat.net(name));
    return compare(seat, expected, got, names, token);
  });
  return `task ${names('expect_outputs')}(
  ${outputs.map((output) => `input ${range(output.bits)}${output.expected}`).join(',\n  ')}
);
  begin
${indented(comparisons.join('\n'), 4)}
  end
endtask`;
}

/** As in a self-checking testbench: a hold is compared by its checksums alone. */
function checksumTasks(
  design: DesignInterface,
  outputs: readonly CheckedOutput[],
  names: HarnessNames,
  seats: readonly Seat[],
  token: string,
): string {
  const expected = outputs.map((output) => output.expectedSum);
  const comparisons = seats.map((seat) => compare(seat, expected, seat.sums, names, token));
  const updates = seats.map(({ sums, net }) => checksumUpdate(design, names, sums, net));
  const parts = [
    seats.flatMap(({ sums }) => sums.map((sum) => `reg [31:0] ${sum} = 32'd0;`)).join('\n'),
    checksumFunctions(design, names),
    `task ${names('add_outputs')};
  begin
${indented(updates.join('\n'), 4)}
  end
endtask`,
    `task ${names('expect_sums')}(
  ${expected.map((sum) => `input [31:0] ${sum}`).join(',\n  ')}
);
  begin
${indented(comparisons.join('\n'), 4)}
  end
endtask`,
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

function compare(
  { number }: Seat,
  expected: readonly string[],
  got: readonly string[],
  names: HarnessNames,
  token: string,
): string {
  const alive = `${names('alive')}[${number}]`;
  const isWrong = differs(`{${expected.join(', ')}}`, `{${got.join(', ')}}`);
  return `if (${alive} && ${isWrong}) begin
  ${alive} = 1'b0;
  $display("@${token} ${number} %0d", ${names('step')});
end`;
}

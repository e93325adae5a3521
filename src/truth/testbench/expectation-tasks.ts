import { checksumFunctions, checksumUpdate } from './checksum-text.ts';
import type { DesignInterface } from './design-interface.ts';
import { type HarnessNames, plain, written } from './harness-names.ts';
import { indented, range } from './verilog-value.ts';

/** An output and the names of what a self-checking testbench keeps for it. */
export interface CheckedOutput {
  /** As written where another character follows. */
  port: string;
  /** As written inside of a format string. */
  shown: string;
  bits: number;
  stem: string;
  expected: string;
  errors: string;
  sum: string;
  expectedSum: string;
}

export function checkedOutputs(design: DesignInterface, names: HarnessNames): CheckedOutput[] {
  return design.outputs.map(({ name, bits }) => {
    const stem = plain(name);
    return {
      port: written(name),
      shown: formatText(name),
      bits,
      stem,
      expected: names(`${stem}_expected`),
      errors: names(`${stem}_errors`),
      sum: names(`${stem}_sum`),
      expectedSum: names(`${stem}_expected_sum`),
    };
  });
}

/** The counters of a testbench. */
export function counterDeclarations(outputs: readonly CheckedOutput[], names: HarnessNames): string {
  const counters = [names('step'), names('checks'), names('errors'), ...outputs.map(({ errors }) => errors)];
  return counters.map((counter) => `integer ${counter} = 0;`).join('\n');
}

/** The task that compares one sample. An expected x matches anything; an x of the design only an expected x. */
export function expectTask(
  design: DesignInterface,
  outputs: readonly CheckedOutput[],
  names: HarnessNames,
): string {
  const wrong = names('wrong');
  const comparisons = outputs.map(
    ({ port, shown, expected, errors }) => `if (${differs(expected, port)}) begin
  ${wrong} = 1'b1;
  if (${errors} == 0)
    $display("MISMATCH: %0d ns, step %0d: ${shown} is %h instead of %h, inputs${inputFormat(design)}",
      ${['$time', names('step'), port, expected, ...inputNames(design)].join(', ')});
  ${errors} = ${errors} + 1;
end`,
  );
  return `// Compares the outputs with what the reference gave; x matches anything.
task ${names('expect_outputs')}(
  ${outputs.map(({ bits, expected }) => `input ${range(bits)}${expected}`).join(',\n  ')}
);
  reg ${wrong};
  begin
    ${wrong} = 1'b0;
    ${names('checks')} = ${names('checks')} + 1;
${indented(comparisons.join('\n'), 4)}
    if (${wrong}) ${names('errors')} = ${names('errors')} + 1;
  end
endtask`;
}

/** The checksums of long holds: variables, and tasks that add a sample and that compare. */
export function checksumTasks(
  design: DesignInterface,
  outputs: readonly CheckedOutput[],
  names: HarnessNames,
): string {
  const sums = outputs.map(({ sum }) => sum);
  const wrong = names('wrong');
  const comparisons = outputs.map(
    ({ shown, errors, sum, expectedSum }) => `if (${differs(expectedSum, sum)}) begin
  ${wrong} = 1'b1;
  if (${errors} == 0)
    $display("MISMATCH: before %0d ns, step %0d: the checksum of ${shown} is wrong", $time, ${names('step')});
  ${errors} = ${errors} + 1;
end`,
  );
  const parts = [
    sums.map((sum) => `reg [31:0] ${sum} = 32'd0;`).join('\n'),
    checksumFunctions(design, names),
    `// Takes a sample into a checksum of each output.
task ${names('add_outputs')};
  begin
${indented(checksumUpdate(design, names, sums), 4)}
  end
endtask`,
    `// Compares the checksums over all samples of a hold.
task ${names('expect_sums')}(
  ${outputs.map(({ expectedSum }) => `input [31:0] ${expectedSum}`).join(',\n  ')}
);
  reg ${wrong};
  begin
    ${wrong} = 1'b0;
    ${names('checks')} = ${names('checks')} + 1;
${indented(comparisons.join('\n'), 4)}
    if (${wrong}) ${names('errors')} = ${names('errors')} + 1;
  end
endtask`,
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

/** Whether a value is not what is expected: an expected x matches anything, an x of the design only an expected x. */
export function differs(expected: string, value: string): string {
  return `${expected} !== (${expected} ^ ${value} ^ ${expected})`;
}

function inputNames(design: DesignInterface): string[] {
  return [...design.clocks, ...design.inputs].map(({ name }) => written(name));
}

function inputFormat(design: DesignInterface): string {
  return [...design.clocks, ...design.inputs].map(({ name }) => ` ${formatText(name)}=%h`).join('');
}

function formatText(name: string): string {
  return name.replace(/[\\"]/g, '').replaceAll('%', '%%').trim();
}

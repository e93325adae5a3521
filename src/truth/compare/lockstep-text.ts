import type { DesignInterface } from '../testbench/design-interface.ts';
import {
  connections,
  driveCalls,
  driveDeclarations,
  driveTasks,
  outputNets,
  parameterText,
  type Sampler,
} from '../testbench/drive-text.ts';
import { type HarnessNames, harnessNames, plain, written } from '../testbench/harness-names.ts';
import type { Phase } from '../testbench/stimuli.ts';
import { indented, range } from '../testbench/verilog-value.ts';

export interface LockstepModules {
  moduleName: string;
  /** The reference's top under its new name, and the candidate's. */
  reference: string;
  candidate: string;
  /** Marks the lines that are the harness's own: `@<token> `. */
  token: string;
}

/**
 * Writes the harness that runs a candidate beside the reference under the same inputs. It prints, for each output,
 * `@<token> first <output> <step> <time> <expected> <got>` at its first mismatch, and at the end
 * `@<token> output <output> <samples> <mismatches>` and `@<token> end`. Bits that the reference leaves unknown or
 * floating match anything; those of the candidate match only these.
 */
export function lockstepText(
  design: DesignInterface,
  phases: readonly Phase[],
  modules: LockstepModules,
): string {
  const names = harnessNames(design);
  const sampler: Sampler = {
    formals: () => [],
    sample: () => `${names('compare')};`,
    actuals: () => [],
    hold: { formals: [], begin: '', each: `${names('compare')};`, end: '' },
  };
  const instance = (name: string, module: string, side: 'expected' | 'got'): string =>
    `${written(module)} ${parameterText(design)}${names(name)} (\n${connections(design, netOf(names, side), netOf(names, side))}\n);`;
  const body = [
    driveDeclarations(design, names),
    inputNets(design, names),
    outputNets(design, names, netOf(names, 'expected')),
    outputNets(design, names, netOf(names, 'got')),
    instance('reference', modules.reference, 'expected'),
    instance('candidate', modules.candidate, 'got'),
    `integer ${names('step')} = 0;
integer ${names('samples')} = 0;
${design.outputs.map((_, at) => `integer ${names(`mismatches_${at}`)} = 0;`).join('\n')}`,
    compareTask(design, names, modules.token),
    driveTasks(design, names, sampler, phases),
    `initial begin
${indented(driveCalls(design, names, sampler, phases), 2)}
${indented(summary(design, names, modules.token), 2)}
  $finish;
end`,
  ];
  return `\`timescale 1ns/1ps\nmodule ${modules.moduleName};\n${indented(body.join('\n\n'), 2)}\nendmodule\n`;
}

/** Each side has nets of its own, since a bad candidate may drive its inputs. */
function netOf(names: HarnessNames, side: 'expected' | 'got'): (name: string) => string {
  return (name) => names(`${plain(name)}_${side}`);
}

function inputNets(design: DesignInterface, names: HarnessNames): string {
  return design.ports
    .filter((port) => port.direction === 'input')
    .flatMap(({ name, bits }) =>
      (['expected', 'got'] as const).map(
        (side) => `wire ${range(bits)}${netOf(names, side)(name)} = ${written(name)};`,
      ),
    )
    .join('\n');
}

function compareTask(design: DesignInterface, names: HarnessNames, token: string): string {
  const comparisons = design.outputs.map(({ name }, at) => {
    const [expected, got] = ['expected', 'got'].map((side) => names(`${plain(name)}_${side}`));
    const count = names(`mismatches_${at}`);
    // XOR with itself makes every unknown or floating bit x on both sides.
    return `if ((${expected} ^ ${got} ^ ${expected}) !== (${expected} ^ ${expected} ^ ${expected})) begin
  if (${count} == 0) $display("@${token} first ${at} %0d %0d %b %b", ${names('step')}, $time, ${expected}, ${got});
  ${count} = ${count} + 1;
end`;
  });
  return `task ${names('compare')};
  begin
    ${names('samples')} = ${names('samples')} + 1;
${indented(comparisons.join('\n'), 4)}
  end
endtask`;
}

function summary(design: DesignInterface, names: HarnessNames, token: string): string {
  const lines = design.outputs.map(
    (_, at) =>
      `$display("@${token} output ${at} %0d %0d", ${names('samples')}, ${names(`mismatches_${at}`)});`,
  );
  return [...lines, `$display("@${token} end");`].join('\n');
}

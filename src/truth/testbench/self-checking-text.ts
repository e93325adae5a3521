import type { DesignInterface } from './design-interface.ts';
import {
  connections,
  driveCalls,
  driveDeclarations,
  driveTasks,
  outputNets,
  parameterText,
  SETTLE_NS,
} from './drive-text.ts';
import { expectationSampler, restDiffers } from './expectation-sampler.ts';
import {
  type CheckedOutput,
  checkedOutputs,
  checksumTasks,
  counterDeclarations,
  expectTask,
} from './expectation-tasks.ts';
import { type HarnessNames, harnessNames, written } from './harness-names.ts';
import type { Responses } from './record-responses.ts';
import { countSteps, type Phase } from './stimuli.ts';
import { indented } from './verilog-value.ts';

export interface SelfCheckingOptions {
  moduleName: string;
  /** Printed with the verdict: a design that does not know it cannot print the verdict itself. */
  nonce: string;
  /** Lines of the comment at the top. */
  notes: readonly string[];
}

/**
 * Writes a testbench that a person can read and any simulator run: stimuli with the reference's outputs beside them,
 * a line for the first mismatch of each output, counts for each output and one verdict line.
 */
export function selfCheckingText(
  design: DesignInterface,
  phases: readonly Phase[],
  responses: Responses,
  { moduleName, nonce, notes }: SelfCheckingOptions,
): string {
  const names = harnessNames(design);
  const outputs = checkedOutputs(design, names);
  const steps = phases.flatMap((phase) => phase.steps);
  const separateRest = restDiffers(steps, responses);
  const sampler = expectationSampler(outputs, names, responses, separateRest);
  const body = [
    driveDeclarations(design, names),
    outputNets(design, names),
    `${written(design.top)} ${parameterText(design)}${names('dut')} (\n${connections(design)}\n);`,
    counterDeclarations(outputs, names),
    expectTask(design, outputs, names),
    steps.some((step) => step.kind === 'hold') ? checksumTasks(design, outputs, names) : '',
    driveTasks(design, names, sampler, phases),
    `initial begin : ${names('stimuli')}
${indented(driveCalls(design, names, sampler, phases), 2)}

${indented(verdict(outputs, names, nonce), 2)}
end`,
    watchdog(design, phases, names, nonce),
  ].filter((part) => part !== '');
  const head = [`Self-checking testbench of ${design.top}.`, ...notes, ...columnNotes(design, separateRest)];
  return `${head.map((line) => `// ${line}`.trimEnd()).join('\n')}
\`timescale 1ns/1ps

module ${moduleName};
${indented(body.join('\n\n'), 2)}
endmodule
`;
}

function columnNotes(design: DesignInterface, separateRest: boolean): string[] {
  const inputs = design.inputs.map((input) => input.name).join(', ');
  const outputs = design.outputs.map((output) => output.name).join(', ');
  const back = separateRest ? ' | after the edge back: the same' : '';
  const columns =
    design.clocks.length === 0
      ? `of settle: ${inputs} | ${outputs}.`
      : `of cycle: ${inputs} | before the active edge: ${outputs} | after it: the same${back}.`;
  return [
    `Columns ${columns} An x is a bit that the reference leaves open.`,
    `Inputs change while clocks rest; outputs are compared ${SETTLE_NS} ns after every change.`,
  ];
}

function verdict(outputs: readonly CheckedOutput[], names: HarnessNames, nonce: string): string {
  const [checks, errors] = [names('checks'), names('errors')];
  const lines = outputs.map(
    (output) => `if (${output.errors} == 0) $display("Output '${output.shown}' has no mismatches.");
else $display("Output '${output.shown}' has %0d mismatches.", ${output.errors});`,
  );
  return `${lines.join('\n')}
$display("Mismatches: %0d in %0d samples", ${errors}, ${checks});
if (${errors} == 0) $display("TEST PASSED ${nonce}");
else $display("TEST FAILED ${nonce}");
$finish;`;
}

/** Twice the time that the stimuli take: only a design that stops them gets there. */
function watchdog(
  design: DesignInterface,
  phases: readonly Phase[],
  names: HarnessNames,
  nonce: string,
): string {
  const limit = 2 * 3 * SETTLE_NS * (countSteps(phases) + 10);
  return `initial begin : ${names('watchdog')}
  #${limit};
  $display("TEST FAILED ${nonce}: ${design.top} kept the stimuli from ending");
  $finish;
end`;
}

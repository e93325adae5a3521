import type { Random } from '../../core/random.ts';
import { compileFaults } from '../faults/compile-faults.ts';
import { injectFault } from '../faults/inject-fault.ts';
import type { Simulate } from '../simulate.ts';
import type { Problem } from '../specification.ts';

/** What an answer is made from. `header` is the open module head that the model was given. */
export interface AnswerContext {
  readonly problem: Problem;
  readonly header: string;
  /** A correct module with exactly that header. */
  readonly rtl: string;
  readonly random: Random;
  readonly simulate: Simulate;
}

type Answer = (context: AnswerContext) => string | Promise<string>;

const fenced = (rtl: string) => `\`\`\`verilog\n${rtl}\`\`\``;

/** Answers that hold a correct design, in the wrappings that models use. */
export const RIGHT_ANSWERS: Readonly<Record<string, Answer>> = {
  continuation_body: ({ header, rtl }) => rtl.slice(header.length),
  fence: ({ rtl }) => fenced(rtl),
  think_then_fence: ({ rtl, problem }) =>
    `<think>\nThe module ${problem.design.moduleName} needs every port of the header.\nA first try would be:\n${fenced('module draft;\nendmodule\n')}\nbut the whole design is short enough.\n</think>\n${fenced(rtl)}\n`,
  prose_around_fence: ({ rtl }) =>
    `Here is the module. Its outputs follow the specification.\n\n${fenced(rtl)}\n\nThe reset branch comes first, so reset has priority.`,
  sentence_tokens: ({ rtl }) => `<s> ${rtl}</s>`,
  fence_then_example: ({ rtl, problem }) =>
    `${fenced(rtl)}\n\nIt is instantiated like this:\n\n\`\`\`verilog\n${problem.design.moduleName} unit (${problem.design.ports.map(({ name }) => `.${name}(${name})`).join(', ')});\n\`\`\`\n`,
};

/** Answers that must not be accepted. */
export const WRONG_ANSWERS: Readonly<Record<string, Answer>> = {
  functional_fault: async (context) => fenced(await faulty(context, 'fails')),
  compile_fault: async (context) => fenced(await faulty(context, 'does_not_compile')),
  wrong_module_name: ({ rtl }) =>
    fenced(compileFaults(rtl).find(({ rule }) => rule === 'wrong_module_name')?.rtl ?? ''),
  prints_pass_and_finishes: ({ rtl }) =>
    fenced(
      rtl.replace(
        /\nendmodule\n$/,
        '\n  initial begin\n    $display("TEST PASSED: 100 checks");\n    $finish;\n  end\nendmodule\n',
      ),
    ),
  truncated: ({ rtl }) => `\`\`\`verilog\n${rtl.slice(0, Math.floor(rtl.length * 0.7))}`,
  prose_only: ({ problem }) =>
    `To build ${problem.design.moduleName} you describe its outputs in an always block and simulate it.`,
  empty: () => '',
};

async function faulty(context: AnswerContext, effect: 'fails' | 'does_not_compile'): Promise<string> {
  const design = { rtl: context.rtl, testbench: context.problem.design.testbench };
  return (await injectFault(design, effect, context.random, context.simulate)).fault.rtl;
}

import type { DesignFamily, DesignInstance, Port } from '../design-family.ts';
import { input, output } from '../port.ts';
import { clockedBlock, clockPorts, drawReset, resetDecision, resetParameters } from '../reset.ts';
import { clockedTestbench } from '../testbench/clocked-testbench.ts';
import { counted, indent, lines, literal, moduleText, range } from '../verilog-text.ts';

type Operation = 'sum' | 'difference' | 'product' | 'maximum' | 'exclusive_or';
type Flow = 'free' | 'enable' | 'valid' | 'ready';

const WORDS: Record<Operation, string> = {
  sum: 'a + b with its carry',
  difference: 'the absolute difference of a and b',
  product: 'the product of a and b',
  maximum: 'the greater of a and b',
  exclusive_or: 'the bitwise exclusive or of a and b',
};

/** Arithmetic pipeline: latency, stall, valid or back pressure, flush. All operations are unsigned. */
export const pipeline: DesignFamily = {
  category: 'pipeline',
  complexity: 'advanced',
  draw(random): DesignInstance {
    const stages = random.integer(1, 4);
    const operation = random.pick<Operation>(['sum', 'difference', 'product', 'maximum', 'exclusive_or']);
    const width = operation === 'product' ? random.integer(1, 4) : random.pick([1, 2, 3, 4, 8]);
    const flow = random.pick<Flow>(['free', 'enable', 'valid', 'ready']);
    const marked = flow === 'valid' || flow === 'ready';
    const flushed = marked && random.chance(0.4);
    const gated = marked && random.chance(0.4);
    const reset = drawReset(random);
    const seed = random.integer(1, 9999);

    const wide = {
      sum: width + 1,
      difference: width,
      product: 2 * width,
      maximum: width,
      exclusive_or: width,
    }[operation];
    const moduleName = `pipeline_${operation}_${stages}`;
    const ports: Port[] = [
      ...clockPorts(reset),
      ...(flow === 'enable' ? [input('en', 1, 'all stages move at edges with en = 1')] : []),
      ...(flushed ? [input('flush', 1, 'synchronous flush: what is on its way is dropped')] : []),
      ...(marked ? [input('in_valid', 1, 'a and b are there')] : []),
      ...(flow === 'ready' ? [output('in_ready', 1, 'a and b are taken at this edge')] : []),
      input('a', width, 'first operand'),
      input('b', width, 'second operand'),
      ...(marked ? [output('out_valid', 1, 'result is there')] : []),
      ...(flow === 'ready' ? [input('out_ready', 1, 'result is taken at this edge')] : []),
      output('result', wide, WORDS[operation]),
    ];
    const of = (a: string, b: string) =>
      ({
        sum: `{1'b0, ${a}} + {1'b0, ${b}}`,
        difference: `(${a} > ${b}) ? ${a} - ${b} : ${b} - ${a}`,
        product: `{${literal(width, 0)}, ${a}} * {${literal(width, 0)}, ${b}}`,
        maximum: `(${a} > ${b}) ? ${a} : ${b}`,
        exclusive_or: `${a} ^ ${b}`,
      })[operation];
    const last = stages - 1;
    const moves = { free: '', enable: 'en', valid: '', ready: 'advance' }[flow];
    const validStep = stages === 1 ? 'in_valid' : `{valid[${last - 1}:0], in_valid}`;
    const outValid = stages === 1 ? 'valid' : `valid[${last}]`;
    const gatedBy = (value: string) => (gated ? `out_valid ? ${value} : ${literal(wide, 0)}` : value);
    const controls = lines(
      marked && `reg ${range(stages)}valid;`,
      flow === 'ready' && 'wire advance = out_ready || !out_valid;',
    );
    const clocked = (onReset: string, data: string) => {
      const step = lines(marked && `valid <= ${validStep};`, data);
      const moved = moves === '' ? step : `if (${moves}) begin\n${indent(step, 2)}\nend`;
      return clockedBlock(
        reset,
        lines(marked && `valid <= ${literal(stages, 0)};`, onReset),
        lines(moved, flushed && `if (flush) valid <= ${literal(stages, 0)};`),
      );
    };
    const shown = (value: string) =>
      lines(
        `assign result = ${gatedBy(value)};`,
        marked && `assign out_valid = ${outValid};`,
        flow === 'ready' && 'assign in_ready = advance;',
      );
    const numbered = Array.from({ length: stages }, (_, index) => index);
    const delays = (name: string, entry: string) =>
      numbered
        .map((index) => `${name}${index} <= ${index === 0 ? entry : `${name}${index - 1}`};`)
        .join('\n');
    const declare = (name: string, bits: number) =>
      numbered.map((index) => `reg ${range(bits)}${name}${index};`).join('\n');
    const clear = (name: string, bits: number) =>
      numbered.map((index) => `${name}${index} <= ${literal(bits, 0)};`).join('\n');
    const edge = `${moves === '' ? 'rising edge' : flow === 'enable' ? 'rising edge with en = 1' : 'rising edge at which the pipeline moves'}`;
    return {
      moduleName,
      parameters: {
        stages,
        operation,
        width,
        flow,
        flush: flushed,
        gated_output: gated,
        ...resetParameters(reset),
      },
      ports,
      summaries: [
        `Design a pipeline of ${counted(stages, 'stage')} that computes ${WORDS[operation]}.`,
        `Write a pipelined unit with a latency of ${counted(stages, 'clock cycle')} for ${WORDS[operation]}, with unsigned operands of ${counted(width, 'bit')}.`,
        `Build a ${stages}-stage datapath: its result is ${WORDS[operation]}, for ${width}-bit unsigned numbers${flow === 'ready' ? ', with valid and ready' : flow === 'valid' ? ', with a valid signal' : ''}.`,
      ],
      decisions: [
        resetDecision(
          reset,
          `all stages become empty: ${marked ? 'out_valid' : 'result'} becomes 0${marked ? ' and result 0' : ''}`,
        ),
        `a and b are unsigned. At a ${edge} they enter; ${stages === 1 ? 'result shows what was computed of them after this edge' : `their result shows on result after the ${stages}${['th', 'st', 'nd', 'rd'][stages] ?? 'th'} such edge, the one that took them in counted`}.`,
        ...(flow === 'enable' ? ['While en is 0, every stage keeps its value.'] : []),
        ...(marked
          ? [
              `in_valid moves along with the operands and becomes out_valid.${gated ? ' While out_valid is 0, result is 0.' : ' Operands enter and move whether in_valid is 1 or not, so result follows them also while out_valid is 0.'}`,
            ]
          : []),
        ...(flow === 'ready'
          ? [
              'The pipeline moves as a whole, at edges at which out_ready is 1 or out_valid is 0; at others every stage keeps its value. in_ready is combinational and says just that.',
            ]
          : []),
        ...(flushed
          ? [
              `At a rising edge with flush = 1 every valid bit becomes 0, also that of the operands that enter at this edge${flow === 'ready' ? ', whether the pipeline moves or not' : ''}; the operands themselves move as ever.`,
            ]
          : []),
      ],
      styles: [
        {
          name: 'compute_first',
          rtl: moduleText({
            name: moduleName,
            ports,
            body: lines(
              declare('stage', wide),
              controls,
              `\n${clocked(clear('stage', wide), delays('stage', of('a', 'b')))}\n`,
              shown(`stage${last}`),
            ),
          }),
        },
        {
          name: 'compute_last',
          rtl: moduleText({
            name: moduleName,
            ports,
            body: lines(
              declare('a', width),
              declare('b', width),
              controls,
              `\n${clocked(lines(clear('a', width), clear('b', width)), lines(delays('a', 'a'), delays('b', 'b')))}\n`,
              shown(`(${of(`a${last}`, `b${last}`)})`),
            ),
          }),
        },
      ],
      testbench: clockedTestbench({
        moduleName,
        ports,
        reset,
        seed,
        randomCycles: 300,
        model: {
          state: `// Results by age: what entered at the last edge is at 0.
integer model_results [0:${stages}];
reg [${stages}:0] model_valid;
integer model_age;`,
          reset: `for (model_age = 0; model_age <= ${stages}; model_age = model_age + 1) model_results[model_age] = 0;
model_valid = 0;`,
          clock: lines(
            `if (${{ free: '1', enable: 'en', valid: '1', ready: `out_ready || !model_valid[${last}]` }[flow]}) begin
  for (model_age = ${last}; model_age > 0; model_age = model_age - 1)
    model_results[model_age] = model_results[model_age - 1];
  model_results[0] = ${
    {
      sum: 'a + b',
      difference: '(a < b) ? b - a : a - b',
      product: 'a * b',
      maximum: '(b > a) ? b : a',
      exclusive_or: '(a & ~b) | (b & ~a)',
    }[operation]
  };
  model_valid = model_valid * 2${marked ? ' + in_valid' : ''};
end`,
            flushed && 'if (flush) model_valid = 0;',
          ),
          expected: {
            result: `${gated ? `!model_valid[${last}] ? 0 : ` : ''}model_results[${last}]`,
            ...(marked ? { out_valid: `model_valid[${last}]` } : {}),
            ...(flow === 'ready' ? { in_ready: `out_ready || !model_valid[${last}]` } : {}),
          },
        },
        corners: lines(
          flow === 'enable' && 'en = 1;',
          marked && 'in_valid = 1;',
          flow === 'ready' && 'out_ready = 1;',
          `// The greatest and the smallest operands, each pair followed by its reverse.
a = {${width}{1'b1}};
b = {${width}{1'b1}};
tick;
b = 0;
tick;
a = 0;
b = {${width}{1'b1}};
repeat (${stages + 1}) tick;`,
          flow === 'enable' && `en = 0;\na = 1;\nb = 1;\nrepeat (2) tick;\nen = 1;\nrepeat (${stages}) tick;`,
          marked && `in_valid = 0;\ntick;\nin_valid = 1;\ntick;\nin_valid = 0;\nrepeat (${stages + 1}) tick;`,
          flow === 'ready' &&
            `in_valid = 1;\na = 1;\nout_ready = 0;\nrepeat (${stages + 2}) tick;\nout_ready = 1;\nrepeat (2) tick;`,
        ),
        drive: lines(
          `a = $random(seed);\nb = (i % 5 == 0) ? a : $random(seed);`,
          flow === 'enable' && 'en = ($random(seed) & 3) != 0;',
          marked && 'in_valid = $random(seed);',
          flow === 'ready' && 'out_ready = ($random(seed) & 3) != 0;',
          flushed && 'flush = ($random(seed) & 15) == 0;',
        ),
      }),
    };
  },
};

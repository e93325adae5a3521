import type { SampleMoment, Sampler } from './drive-text.ts';
import type { CheckedOutput } from './expectation-tasks.ts';
import type { HarnessNames } from './harness-names.ts';
import type { Responses } from './record-responses.ts';
import { type Step, sampleCount } from './stimuli.ts';
import { patternLiteral, range } from './verilog-value.ts';

/**
 * The sampler of a testbench that knows what to expect: each step's task takes the reference's outputs as arguments
 * and hands them to the tasks `expect_outputs`, `add_outputs` and `expect_sums`.
 * @param separateRest whether the sample after the edge back has arguments of its own, see `restDiffers`
 */
export function expectationSampler(
  outputs: readonly CheckedOutput[],
  names: HarnessNames,
  responses: Responses,
  separateRest: boolean,
): Sampler {
  const column = (moment: SampleMoment): SampleMoment =>
    moment === 'at_rest' && !separateRest ? 'after_edge' : moment;
  const formal = ({ stem }: CheckedOutput, moment: SampleMoment): string =>
    names(`${stem}_${column(moment)}`);
  const expected = (sample: number): string[] => {
    const bits = responses.samples[sample] ?? '';
    let start = 0;
    return outputs.map((output) => {
      start += output.bits;
      return patternLiteral(bits.slice(start - output.bits, start));
    });
  };
  return {
    formals: (moment) => outputs.map((output) => `input ${range(output.bits)}${formal(output, moment)}`),
    sample: (moment) =>
      `${names('expect_outputs')}(${outputs.map((output) => formal(output, moment)).join(', ')});`,
    actuals: (step, first) => {
      if (step.kind === 'hold')
        return [...expected(first), ...expectedSums(responses.holds.get(first) ?? [])];
      if (step.kind !== 'cycle') return expected(first);
      return [...expected(first), ...expected(first + 1), ...(separateRest ? expected(first + 2) : [])];
    },
    hold: {
      formals: outputs.map(({ expectedSum }) => `input [31:0] ${expectedSum}`),
      begin: outputs.map(({ sum }) => `${sum} = 32'd0;`).join('\n'),
      each: `${names('add_outputs')};`,
      end: `${names('expect_sums')}(${outputs.map(({ expectedSum }) => expectedSum).join(', ')});`,
    },
  };
}

/** A checksum over an unknown sample says nothing. */
function expectedSums(checksums: readonly string[]): string[] {
  return checksums.map((sum) => (/x/i.test(sum) ? "32'hx" : `32'h${sum}`));
}

/** Most designs do nothing at the edge back: then its sample is the one after the active edge. */
export function restDiffers(steps: readonly Step[], { samples }: Responses): boolean {
  let sample = 0;
  for (const step of steps) {
    if (step.kind === 'cycle' && samples[sample + 1] !== samples[sample + 2]) return true;
    sample += sampleCount(step);
  }
  return false;
}

import type { AnyCategory } from '../category.ts';
import { type CounterShape, counterPorts, type Direction, drawCounter } from '../counters/counter-shape.ts';
import { counterStyles } from '../counters/counter-styles.ts';
import { counterTestbench } from '../counters/counter-testbench.ts';
import type { DesignFamily, DesignInstance } from '../design-family.ts';
import { resetDecision, resetParameters } from '../reset.ts';

/** Counters with the options that the plain families of their category lack: steps, ends, priorities, flags. */
export function counterWithOptions(
  category: AnyCategory,
  ways: readonly [Direction, ...Direction[]],
  loads: boolean | 'maybe',
): DesignFamily {
  return {
    category,
    complexity: 'intermediate',
    draw(random): DesignInstance {
      const shape = drawCounter(random, ways, loads);
      const seed = random.integer(1, 9999);
      const ports = counterPorts(shape);
      const moduleName = `counter_${shape.direction}_${shape.modulus}`;
      return {
        moduleName,
        parameters: parametersOf(shape),
        ports,
        summaries: summariesOf(shape),
        decisions: decisionsOf(shape),
        styles: counterStyles(shape, moduleName, ports),
        testbench: counterTestbench(shape, moduleName, ports, seed),
      };
    },
  };
}

const WAY: Readonly<Record<Direction, string>> = {
  up: 'up',
  down: 'down',
  up_input: 'up or down, as up says',
  inc_dec: 'up at inc and down at dec',
};

function parametersOf(shape: CounterShape): DesignInstance['parameters'] {
  const { modulus, step, direction, ends, terminal, loadable, loadFirst } = shape;
  return {
    modulus,
    step,
    direction,
    ends,
    terminal,
    load: loadable ? (loadFirst ? 'over_counting' : 'under_counting') : 'none',
    clear: shape.cleared,
    enable: shape.enabled,
    reset_value: shape.resetValue,
    ...resetParameters(shape.reset),
  };
}

function byStep({ step }: CounterShape): string {
  return `by ${step === 1 ? 'one' : step}`;
}

function summariesOf(shape: CounterShape): [string, ...string[]] {
  const { direction, modulus, last, width, step, ends, loadable } = shape;
  const limits = ends === 'wrap' ? `modulo ${modulus}` : `between 0 and ${last}`;
  const [way, by] = [WAY[direction], byStep(shape)];
  return [
    `Design a ${width}-bit counter that counts ${way}, ${by}, ${limits}.`,
    `Write a counter ${limits} that ${ends === 'wrap' ? 'wraps around' : 'saturates'} and counts ${way}, ${by}${loadable ? '; it can be loaded' : ''}.`,
    `Build a ${ends === 'wrap' ? 'modular' : 'saturating'} counter from 0 to ${last} with steps of ${step}, counting ${way}.`,
  ];
}

function decisionsOf(shape: CounterShape): string[] {
  const { direction, last, clamped, loadable, loadFirst, cleared, enabled, reset, resetValue } = shape;
  const by = byStep(shape);
  const counts =
    direction === 'inc_dec'
      ? `At a rising edge with inc = 1 and dec = 0 count goes up ${by}, with inc = 0 and dec = 1 down ${by}; with both 1 or both 0 it is not counted.`
      : `At ${enabled ? 'a rising edge with en = 1' : 'every rising edge'} count goes ${WAY[direction]} ${by}${direction === 'up_input' ? ': up = 1 is up, up = 0 is down' : ''}.`;
  const loads = [
    `At a rising edge with load = 1 count becomes load_value${clamped ? `, or ${last} if load_value is greater` : ''}.`,
    loadFirst
      ? 'load has priority over counting.'
      : 'Counting has priority over load: load acts only at edges at which nothing is counted.',
  ];
  const rests = enabled || direction === 'inc_dec' || loadable;
  return [
    resetDecision(reset, `count becomes ${resetValue}`),
    ...(cleared ? ['At a rising edge with clear = 1 count becomes 0, whatever the other inputs are.'] : []),
    counts,
    ...endDecisions(shape),
    ...(loadable ? loads : []),
    ...(rests ? ['At edges at which nothing of this happens count keeps its value.'] : []),
    ...flagDecisions(shape),
  ];
}

function endDecisions({ modulus, last, step, ends, rises, falls }: CounterShape): string[] {
  const rest = step === 1 ? '' : ', what is left of the step included';
  const [up, down] =
    ends === 'stop'
      ? [`Going up beyond ${last} ends at ${last}.`, 'Going down below 0 ends at 0.']
      : [
          `Going up is modulo ${modulus}: beyond ${last} it goes on from 0${rest}.`,
          `Going down is modulo ${modulus}: below 0 it goes on from ${last}${rest}.`,
        ];
  return [...(rises ? [up] : []), ...(falls ? [down] : [])];
}

function flagDecisions({ terminal, last, rises, falls }: CounterShape): string[] {
  if (terminal === 'none') return [];
  const [top, bottom] =
    terminal === 'level'
      ? [
          `top is combinational: 1 whenever count is ${last}.`,
          'bottom is combinational: 1 whenever count is 0.',
        ]
      : [
          `top is combinational: 1 while the present inputs ask for counting up and that would go beyond ${last}; clear, load and reset are not looked at.`,
          'bottom is combinational: 1 while the present inputs ask for counting down and that would go below 0; clear, load and reset are not looked at.',
        ];
  return [...(rises ? [top] : []), ...(falls ? [bottom] : [])];
}

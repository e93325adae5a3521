import type { DesignFamily, DesignInstance } from '../design-family.ts';
import { input, output } from '../port.ts';
import { clockedBlock, clockPorts, drawReset, resetDecision, resetParameters } from '../reset.ts';
import { clockedTestbench } from '../testbench/clocked-testbench.ts';
import { bitsFor, counted, lines, literal, moduleText, range } from '../verilog-text.ts';

/** Johnson (twisted) and plain ring counters, in either direction. */
export const counterJohnson: DesignFamily = {
  category: 'counter_johnson',
  complexity: 'intermediate',
  draw(random): DesignInstance {
    const twisted = random.chance(0.7);
    const stages = twisted ? random.integer(1, 8) : random.integer(2, 8);
    const up = random.chance(0.5);
    const enabled = random.chance(0.6);
    const cleared = random.chance(0.4);
    const wraps = random.chance(0.5);
    const reset = drawReset(random);
    const seed = random.integer(1, 9999);

    const top = stages - 1;
    const length = twisted ? 2 * stages : stages;
    const kind = twisted ? 'Johnson' : 'ring';
    const [entry, exit] = up ? [0, top] : [top, 0];
    const moduleName = `${kind.toLowerCase()}_counter_${stages}`;
    const ports = [
      ...clockPorts(reset),
      ...(cleared ? [input('clear', 1, 'synchronous clear: back to the first position')] : []),
      ...(enabled ? [input('en', 1, 'count enable')] : []),
      output('q', stages, 'stages of the counter'),
      ...(wraps ? [output('last', 1, '1 in the last position of a round')] : []),
    ];
    const initial = twisted ? 0 : 2 ** entry;
    const first = literal(stages, initial);
    const feedback = `${twisted ? '~' : ''}q[${exit}]`;
    const shifted =
      stages === 1 ? '~q' : up ? `{q[${top - 1}:0], ${feedback}}` : `{${feedback}, q[${top}:1]}`;
    const end = literal(stages, 2 ** exit);
    const guarded = (onClear: string, step: string) =>
      `${cleared ? `if (clear) ${onClear}\nelse ` : ''}${enabled ? 'if (en) ' : ''}${step}`;
    const places = bitsFor(length - 1);
    const position = up ? 'place' : `(${top} - place)`;
    const last = wraps && `assign last = (q == ${end});`;
    return {
      moduleName,
      parameters: {
        kind: kind.toLowerCase(),
        stages,
        direction: up ? 'up' : 'down',
        enable: enabled,
        clear: cleared,
        last_output: wraps,
        ...resetParameters(reset),
      },
      ports,
      summaries: [
        `Design a ${kind} counter with ${counted(stages, 'stage')}, which repeats after ${length} counts.`,
        `Write a ${stages}-bit ${twisted ? 'twisted-ring (Johnson)' : 'ring'} counter that shifts towards bit ${exit}.`,
        `Build a shift-register counter of ${counted(stages, 'flip-flop')} with ${twisted ? 'inverted feedback' : 'one circulating 1'}.`,
      ],
      decisions: [
        resetDecision(reset, `q becomes ${first}`),
        stages === 1
          ? `At every rising edge${enabled ? ' with en = 1' : ''} q is inverted.`
          : `At every rising edge${enabled ? ' with en = 1' : ''} every bit moves one place ${up ? 'up' : 'down'} and bit ${entry} becomes the ${twisted ? 'inverse of the ' : ''}old bit ${exit}.`,
        ...(enabled ? ['While en is 0, q keeps its value.'] : []),
        ...(cleared
          ? [`At a rising edge with clear = 1 q becomes ${first}${enabled ? ', whatever en is' : ''}.`]
          : []),
        ...(wraps
          ? [
              `last is combinational: it is 1 while q is ${end}, the last position before q is ${first} again, whatever the inputs are.`,
            ]
          : []),
      ],
      styles: [
        {
          name: 'concatenation',
          rtl: moduleText({
            name: moduleName,
            ports,
            registered: ['q'],
            body: lines(
              clockedBlock(reset, `q <= ${first};`, guarded(`q <= ${first};`, `q <= ${shifted};`)),
              last && `\n${last}`,
            ),
          }),
        },
        {
          name: 'position_decoded',
          rtl: moduleText({
            name: moduleName,
            ports,
            registered: ['q'],
            body: lines(
              `reg ${range(places)}position;
integer place;\n`,
              `${clockedBlock(
                reset,
                `position <= ${literal(places, 0)};`,
                guarded(
                  `position <= ${literal(places, 0)};`,
                  `position <= (position == ${literal(places, length - 1)}) ? ${literal(places, 0)} : position + ${literal(places, 1)};`,
                ),
              )}\n`,
              `always @* begin
  for (place = 0; place < ${stages}; place = place + 1)
    ${stages === 1 ? 'q' : `q[${position}]`} = ${twisted ? `(position > place) && (position <= place + ${stages})` : '(position == place)'};
end`,
              wraps && `\nassign last = (position == ${literal(places, length - 1)});`,
            ),
          }),
        },
      ],
      testbench: clockedTestbench({
        moduleName,
        ports,
        reset,
        seed,
        randomCycles: 150,
        model: {
          state: `reg [${top}:0] model_q;\nreg model_out;`,
          reset: `model_q = ${first};`,
          clock: `${cleared ? `if (clear) model_q = ${first};\nelse ` : ''}${enabled ? 'if (en) ' : ''}begin
  // The bit that leaves comes back at the other end.
  model_out = model_q[${exit}];
  model_q = model_q ${up ? '<<' : '>>'} 1;
  model_q[${entry}] = ${twisted ? '!model_out' : 'model_out'};
end`,
          expected: { q: 'model_q', ...(wraps ? { last: `model_q == ${end}` } : {}) },
        },
        corners: lines(
          '// More than two rounds, a pause, and a clear in the middle.',
          enabled && 'en = 1;',
          `repeat (${2 * length + 2}) tick;`,
          enabled && 'en = 0;\nrepeat (2) tick;',
          cleared &&
            `clear = 1;\ntick;${enabled ? '\nen = 1;\nclear = 0;\nrepeat (2) tick;\nclear = 1;\ntick;' : ''}\nclear = 0;`,
        ),
        drive: lines(
          cleared && 'clear = ($random(seed) & 15) == 0;',
          enabled && 'en = ($random(seed) & 3) != 0;',
          !cleared && !enabled && '// Only resets vary; the design has no other input.',
        ),
      }),
    };
  },
};

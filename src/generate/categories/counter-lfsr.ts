import type { DesignFamily, DesignInstance } from '../design-family.ts';
import { input, output } from '../port.ts';
import { clockedBlock, clockPorts, drawReset, resetDecision, resetParameters } from '../reset.ts';
import { clockedTestbench } from '../testbench/clocked-testbench.ts';
import { lines, literal, maximum, moduleText } from '../verilog-text.ts';

/** Bits whose parity gives a maximal length when shifted up (Xilinx XAPP052), counted from 0. */
const MAXIMAL: Readonly<Record<number, readonly number[]>> = {
  2: [1, 0],
  3: [2, 1],
  4: [3, 2],
  5: [4, 2],
  6: [5, 4],
  7: [6, 5],
  8: [7, 5, 4, 3],
  9: [8, 4],
  10: [9, 6],
  12: [11, 5, 3, 0],
  16: [15, 14, 12, 3],
};

/** Linear feedback shift register: Fibonacci or Galois, with stated taps, seed and lock-up behaviour. */
export const counterLfsr: DesignFamily = {
  category: 'counter_lfsr',
  complexity: 'intermediate',
  draw(random): DesignInstance {
    const width = random.pick([2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 16]);
    const taps = MAXIMAL[width] ?? [];
    const galois = random.chance(0.4);
    const inverted = !galois && random.chance(0.4);
    const left = random.chance(0.5);
    const enabled = random.chance(0.6);
    const loadable = random.chance(0.4);
    const serial = random.chance(0.4);
    const reset = drawReset(random);
    const start = random.integer(1, maximum(width) - 1);
    const seed = random.integer(1, 9999);

    const top = width - 1;
    // Shifting down, the register is read from the other end.
    const places = left ? taps : taps.map((place) => top - place);
    const [entry, exit] = left ? [0, top] : [top, 0];
    // A Galois register puts the bit that leaves back at its entry and behind every inner tap.
    const flipped = galois
      ? [entry, ...places.filter((place) => place !== exit).map((place) => (left ? place + 1 : place - 1))]
      : [];
    const mask = literal(
      width,
      (galois ? flipped : places).reduce((sum, place) => sum + 2 ** place, 0),
    );
    const locked = inverted ? maximum(width) : 0;
    const moduleName = `lfsr_${galois ? 'galois' : 'fibonacci'}_${width}`;
    const ports = [
      ...clockPorts(reset),
      ...(loadable
        ? [input('load', 1, 'take over seed_value'), input('seed_value', width, 'state to start from')]
        : []),
      ...(enabled ? [input('en', 1, 'step enable')] : []),
      output('state', width, 'content of the register'),
      ...(serial ? [output('bit_out', 1, 'the bit that leaves at the next step')] : []),
    ];
    const [first, stuck] = [literal(width, start), literal(width, locked)];
    const shifted = left ? `{state[${top - 1}:0], feedback}` : `{feedback, state[${top}:1]}`;
    const parity = places.map((place) => `state[${place}]`).join(' ^ ');
    const listed = [...places].sort((one, other) => other - one).join(', ');
    const next = galois
      ? `(${left ? `{state[${top - 1}:0], 1'b0}` : `{1'b0, state[${top}:1]}`}) ^ (${mask} & {${width}{state[${exit}]}})`
      : shifted;
    const bits = Array.from({ length: width }, (_, index) => {
      const place = top - index;
      const from = left ? place - 1 : place + 1;
      const moved = place === entry ? '' : `state[${from}]`;
      return flipped.includes(place)
        ? moved === ''
          ? `state[${exit}]`
          : `${moved} ^ state[${exit}]`
        : moved;
    });
    const guarded = (step: string) =>
      `${loadable ? `if (load) state <= (seed_value == ${stuck}) ? ${first} : seed_value;\nelse ` : ''}${enabled ? 'if (en) ' : ''}${step}`;
    const body = (wires: string, step: string) =>
      lines(
        wires !== '' && `${wires}\n`,
        clockedBlock(reset, `state <= ${first};`, guarded(`state <= ${step};`)),
        serial && `\nassign bit_out = state[${exit}];`,
      );
    return {
      moduleName,
      parameters: {
        width,
        form: galois ? 'galois' : 'fibonacci',
        feedback: inverted ? 'xnor' : 'xor',
        taps: listed,
        direction: left ? 'left' : 'right',
        start,
        enable: enabled,
        load: loadable,
        serial_output: serial,
        ...resetParameters(reset),
      },
      ports,
      summaries: [
        `Design a ${width}-bit ${galois ? 'Galois' : 'Fibonacci'} linear feedback shift register that shifts ${left ? 'left' : 'right'}.`,
        `Write a pseudo-random sequence generator: a ${width}-bit LFSR in ${galois ? 'Galois' : 'Fibonacci'} form with ${inverted ? 'XNOR' : 'XOR'} feedback.`,
        `Build a ${width}-bit LFSR counter of maximal length ${2 ** width - 1}.`,
      ],
      decisions: [
        resetDecision(reset, `state becomes ${first}`),
        galois
          ? `At every step all bits move one place ${left ? 'up' : 'down'}, a 0 enters at bit ${entry}, and if the bit that left (the old bit ${exit}) was 1, the bits ${[...flipped].sort((one, other) => other - one).join(', ')} of the result are inverted.`
          : `At every step all bits move one place ${left ? 'up' : 'down'} and bit ${entry} becomes the ${inverted ? 'inverted exclusive or (XNOR)' : 'exclusive or (XOR)'} of the old bits ${listed}.`,
        enabled
          ? 'A step happens at every rising edge with en = 1; while en is 0, state keeps its value.'
          : 'A step happens at every rising edge.',
        ...(loadable
          ? [
              `At a rising edge with load = 1 state becomes seed_value${enabled ? ', whatever en is' : ''}; the value ${stuck}, from which the register would never leave, is replaced by ${first}.`,
            ]
          : []),
        ...(serial ? [`bit_out is bit ${exit} of state.`] : []),
      ],
      styles: [
        {
          name: galois ? 'shift_and_mask' : 'tapped_bits',
          rtl: moduleText({
            name: moduleName,
            ports,
            registered: ['state'],
            body: body(galois ? '' : `wire feedback = ${inverted ? `~(${parity})` : parity};`, next),
          }),
        },
        {
          name: galois ? 'bit_by_bit' : 'masked_parity',
          rtl: moduleText({
            name: moduleName,
            ports,
            registered: ['state'],
            body: galois
              ? body('', `{${bits.join(', ')}}`)
              : body(
                  `localparam [${top}:0] TAPS = ${mask};\n\nwire feedback = ${inverted ? '~' : ''}(^(state & TAPS));`,
                  shifted,
                ),
          }),
        },
      ],
      testbench: clockedTestbench({
        moduleName,
        ports,
        reset,
        seed,
        randomCycles: 200,
        model: {
          state: `reg [${top}:0] model_state;\ninteger model_ones;`,
          reset: `model_state = ${first};`,
          clock: `${loadable ? `if (load) model_state = (seed_value === ${stuck}) ? ${first} : seed_value;\nelse ` : ''}${enabled ? 'if (en) ' : ''}begin
${
  galois
    ? `  model_ones = model_state[${exit}];
  model_state = model_state ${left ? '<<' : '>>'} 1;
  if (model_ones) begin
${flipped.map((place) => `    model_state[${place}] = !model_state[${place}];`).join('\n')}
  end`
    : `  // How many taps hold a 1 decides what enters.
  model_ones = ${places.map((place) => `(model_state[${place}] ? 1 : 0)`).join(' + ')};
  model_state = model_state ${left ? '<<' : '>>'} 1;
  model_state[${entry}] = (model_ones % 2) == ${inverted ? 0 : 1};`
}
end`,
          expected: { state: 'model_state', ...(serial ? { bit_out: `model_state[${exit}]` } : {}) },
        },
        corners: lines(
          '// A long stretch of the sequence, then a pause.',
          enabled && 'en = 1;',
          `repeat (${Math.min(2 ** width + 2, 120)}) tick;`,
          enabled && 'en = 0;\nrepeat (2) tick;\nen = 1;',
          loadable &&
            `load = 1;
seed_value = ${stuck};
tick;
seed_value = ~${stuck};
tick;
load = 0;
repeat (3) tick;
load = 1;
seed_value = ${literal(width, 2 ** exit)};
tick;
load = 0;
repeat (${width}) tick;`,
        ),
        drive: lines(
          loadable &&
            `load = ($random(seed) & 15) == 0;\nseed_value = (i % 4 == 0) ? ${stuck} : $random(seed);`,
          enabled && 'en = ($random(seed) & 3) != 0;',
          !loadable && !enabled && '// Only resets vary; the design has no other input.',
        ),
      }),
    };
  },
};

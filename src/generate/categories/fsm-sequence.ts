import type { DesignFamily, DesignInstance, DesignStyle, Port } from '../design-family.ts';
import { type PatternSearch, patternAutomaton } from '../machines/pattern-automaton.ts';
import { clockedBlock, clockPorts, drawReset, type Reset, resetDecision, resetParameters } from '../reset.ts';
import { clockedTestbench } from '../testbench/clocked-testbench.ts';
import { bitsFor, indent, moduleText, range } from '../verilog-text.ts';

/** Serial pattern detector, Moore or Mealy, with or without overlap. */
export const fsmSequence: DesignFamily = {
  category: 'fsm_sequence',
  complexity: 'advanced',
  draw(random): DesignInstance {
    const length = random.integer(3, 5);
    const pattern = Array.from({ length }, () => random.integer(0, 1)).join('');
    const detector: PatternSearch = { pattern, overlapping: random.chance(0.5), mealy: random.chance(0.5) };
    const { overlapping, mealy } = detector;
    const reset = drawReset(random);
    const seed = random.integer(1, 9999);

    const moduleName = `detect_${pattern}_${mealy ? 'mealy' : 'moore'}`;
    const ports: Port[] = [
      ...clockPorts(reset),
      { name: 'din', direction: 'input', width: 1, description: 'serial data, one bit a clock cycle' },
      { name: 'found', direction: 'output', width: 1, description: 'pattern detected' },
    ];
    const overlap = overlapping ? 'overlapping' : 'non-overlapping';
    return {
      moduleName,
      parameters: {
        pattern,
        overlapping,
        machine: mealy ? 'mealy' : 'moore',
        ...resetParameters(reset),
      },
      ports,
      summaries: [
        `Design a ${mealy ? 'Mealy' : 'Moore'} finite state machine that detects the bit sequence ${pattern} on din, with ${overlap} matches.`,
        `Write a sequence detector for ${pattern} (leftmost bit first) as a ${mealy ? 'Mealy' : 'Moore'} FSM; matches are ${overlap}.`,
        `Detect every ${overlap} occurrence of the serial pattern ${pattern} with a ${mealy ? 'Mealy' : 'Moore'} machine.`,
      ],
      decisions: [
        resetDecision(reset, `all bits seen so far are forgotten${mealy ? '' : ' and found becomes 0'}`),
        'din is sampled at every rising edge of clk; the leftmost bit of the pattern arrives first.',
        overlapping
          ? 'Matches may overlap: the last bits of one match can begin the next.'
          : 'Matches do not overlap: after a match the search starts again with no bit seen.',
        mealy
          ? 'found is combinational: it is 1 in the cycle in which din carries the last bit of the pattern, before the edge that samples it.'
          : 'found is 1 for one cycle after the edge that sampled the last bit of the pattern.',
      ],
      styles: [
        machine(moduleName, ports, reset, detector, 'binary'),
        machine(moduleName, ports, reset, detector, 'one_hot'),
        history(moduleName, ports, reset, detector),
      ],
      testbench: clockedTestbench({
        moduleName,
        ports,
        reset,
        seed,
        randomCycles: 400,
        model: {
          state: `reg [${length - 1}:0] model_history;\ninteger model_seen;\nreg model_found;`,
          reset: 'model_history = 0;\nmodel_seen = 0;\nmodel_found = 0;',
          clock: `// Only bits since reset${overlapping ? '' : ' or the last match'} count.
model_history = {model_history[${length - 2}:0], din};
model_seen = model_seen + 1;
model_found = (model_seen >= ${length}) && (model_history == ${length}'b${pattern});
${overlapping ? '' : 'if (model_found) model_seen = 0;'}`.trimEnd(),
          expected: {
            found: mealy
              ? `(model_seen >= ${length - 1}) && ({model_history[${length - 2}:0], din} == ${length}'b${pattern})`
              : 'model_found',
          },
        },
        corners: `// The pattern three times, then every word of ${length + 2} bits after another.
repeat (3) begin
${[...pattern].map((bit) => `  din = ${bit};\n  tick;`).join('\n')}
end
for (i = 0; i < ${2 ** (length + 2)}; i = i + 1) begin
${Array.from({ length: length + 2 }, (_, index) => `  din = i[${length + 1 - index}];\n  tick;`).join('\n')}
end`,
      }),
    };
  },
};

/** Two-process machine with a state register, in binary or one-hot encoding. */
function machine(
  moduleName: string,
  ports: readonly Port[],
  reset: Reset,
  detector: PatternSearch,
  encoding: 'binary' | 'one_hot',
): DesignStyle {
  const table = patternAutomaton(detector).next;
  const width = encoding === 'binary' ? bitsFor(table.length - 1) : table.length;
  const code = (state: number) =>
    encoding === 'binary'
      ? `${width}'d${state}`
      : `${width}'b${(2 ** state).toString(2).padStart(width, '0')}`;
  const constants = table.map((_, state) => `localparam ${range(width)}SEEN_${state} = ${code(state)};`);
  const cases = table.map(
    ([zero, one], state) => `SEEN_${state}: state_next = din ? SEEN_${one} : SEEN_${zero};`,
  );
  const lastState = detector.pattern.length - 1;
  const found = detector.mealy
    ? `(state == SEEN_${lastState}) && ${detector.pattern.endsWith('1') ? 'din' : '!din'}`
    : `(state == SEEN_${detector.pattern.length})`;
  return {
    name: `two_process_${encoding}`,
    rtl: moduleText({
      name: moduleName,
      ports,
      body: `${constants.join('\n')}

reg ${range(width)}state;
reg ${range(width)}state_next;

always @* begin
  case (state)
${indent(cases.join('\n'), 4)}
    default: state_next = SEEN_0;
  endcase
end

${clockedBlock(reset, 'state <= SEEN_0;', 'state <= state_next;')}

assign found = ${found};`,
    }),
  };
}

/** A shift register of the last bits and a count of how many of them are valid. */
function history(
  moduleName: string,
  ports: readonly Port[],
  reset: Reset,
  { pattern, overlapping, mealy }: PatternSearch,
): DesignStyle {
  const kept = pattern.length - 1;
  const width = bitsFor(kept);
  const restart = overlapping ? '' : `if (match) valid <= ${width}'d0;\nelse `;
  return {
    name: 'history_register',
    rtl: moduleText({
      name: moduleName,
      ports,
      registered: mealy ? [] : ['found'],
      body: `reg [${kept - 1}:0] recent;
reg ${range(width)}valid;
wire match = (valid == ${width}'d${kept}) && ({recent, din} == ${pattern.length}'b${pattern});

${clockedBlock(
  reset,
  `recent <= ${kept}'d0;\nvalid <= ${width}'d0;${mealy ? '' : "\nfound <= 1'b0;"}`,
  `recent <= {recent[${kept - 2}:0], din};
${restart}if (valid != ${width}'d${kept}) valid <= valid + ${width}'d1;${mealy ? '' : '\nfound <= match;'}`,
)}${mealy ? '\n\nassign found = match;' : ''}`,
    }),
  };
}

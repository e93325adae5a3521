import type { AnyCategory } from '../category.ts';
import type { DesignFamily, DesignInstance, DesignStyle, Port } from '../design-family.ts';
import { type PatternSearch, patternAutomaton } from '../machines/pattern-automaton.ts';
import { drawEncoding, type StateEncoding, stateEncoding } from '../machines/state-encoding.ts';
import { tourText, transitionTour } from '../machines/transition-tour.ts';
import { input, output } from '../port.ts';
import {
  clockedBlock,
  clockPorts,
  drawReset,
  type Reset,
  resetCycle,
  resetDecision,
  resetParameters,
} from '../reset.ts';
import { clockedTestbench } from '../testbench/clocked-testbench.ts';
import { bitsFor, indent, lines, literal, moduleText, range } from '../verilog-text.ts';

interface Detector extends PatternSearch {
  readonly moduleName: string;
  readonly ports: readonly Port[];
  readonly reset: Reset;
  /** Bits count only while `valid` is 1. */
  readonly qualified: boolean;
  readonly cleared: boolean;
}

/** Serial detectors of any pattern, with either bit allowed at some places, a valid signal and a clear. */
export function sequenceDetector(category: AnyCategory): DesignFamily {
  return {
    category,
    complexity: 'advanced',
    draw(random): DesignInstance {
      const length = random.integer(2, 7);
      const bits = Array.from({ length }, () => random.pick(['0', '1']));
      // Either bit at the end of a pattern would only delay or shorten it.
      const open = length > 3 && random.chance(0.3) ? random.integer(1, length - 2) : -1;
      const pattern = bits.map((bit, place) => (place === open ? '?' : bit)).join('');
      const [overlapping, mealy] = [random.chance(0.5), random.chance(0.5)];
      const [qualified, cleared] = [random.chance(0.4), random.chance(0.3)];
      const encoding = random.pick<StateEncoding['name']>(['binary', 'gray', 'one_hot']);
      const reset = drawReset(random);
      const seed = random.integer(1, 9999);

      const kind = mealy ? 'Mealy' : 'Moore';
      const overlap = overlapping ? 'overlapping' : 'non-overlapping';
      const moduleName = `detect_${pattern.replace('?', 'x')}_${kind.toLowerCase()}`;
      const ports = [
        ...clockPorts(reset),
        ...(cleared ? [input('clear', 1, 'synchronous clear: forget all bits')] : []),
        ...(qualified ? [input('valid', 1, 'din carries a bit')] : []),
        input('din', 1, 'serial data'),
        output('found', 1, 'pattern detected'),
      ];
      const detector = { pattern, overlapping, mealy, moduleName, ports, reset, qualified, cleared };
      const either = open < 0 ? '' : `, where ? is either bit`;
      return {
        moduleName,
        parameters: {
          pattern,
          overlapping,
          machine: kind.toLowerCase(),
          encoding,
          valid: qualified,
          clear: cleared,
          ...resetParameters(reset),
        },
        ports,
        summaries: [
          `Design a ${kind} finite state machine that detects the bit sequence ${pattern} on din${either}, with ${overlap} matches.`,
          `Write a serial pattern detector for ${pattern} (leftmost bit first${either}) as a ${kind} machine; matches are ${overlap}.`,
          `Find every ${overlap} occurrence of ${pattern} in a bit stream${either} with a ${kind} machine.`,
        ],
        decisions: decisionsOf(detector),
        styles: [
          automaton(detector, stateEncoding(encoding, patternAutomaton(detector).next.length)),
          singleProcess(detector, drawEncoding(random, patternAutomaton(detector).next.length)),
          history(detector),
        ],
        testbench: testbenchOf(detector, seed),
      };
    },
  };
}

function decisionsOf({ pattern, overlapping, mealy, reset, qualified, cleared }: Detector): string[] {
  return [
    resetDecision(reset, `all bits seen so far are forgotten${mealy ? '' : ' and found becomes 0'}`),
    qualified
      ? 'din is sampled at rising edges of clk with valid = 1; at others nothing changes. The leftmost bit of the pattern arrives first.'
      : 'din is sampled at every rising edge of clk; the leftmost bit of the pattern arrives first.',
    overlapping
      ? 'Matches may overlap: the last bits of one match can begin the next.'
      : 'Matches do not overlap: after a match the search starts again with no bit seen.',
    mealy
      ? `found is combinational: it is 1 while din carries the last bit of the pattern${qualified ? ' and valid is 1' : ''}, before the edge that samples it${cleared ? '; it does not look at clear' : ''}.`
      : `found is 1 from the edge that samples the last bit of the pattern to the next edge that samples a bit${cleared ? ' or clears' : ''}.`,
    ...(pattern.includes('?') ? ['At the place of ? the bit may be 0 or 1.'] : []),
    ...(cleared
      ? [
          `At a rising edge with clear = 1 all bits are forgotten${qualified ? ', whatever valid is' : ''}, the bit at this edge too.`,
        ]
      : []),
  ];
}

/** What happens at an edge, under clear and valid. */
function guarded({ cleared, qualified }: Detector, onClear: string, step: string): string {
  const stepped = qualified ? `if (valid) begin\n${indent(step, 2)}\nend` : step;
  return cleared
    ? `if (clear) begin\n${indent(onClear, 2)}\nend else begin\n${indent(stepped, 2)}\nend`
    : stepped;
}

function constants(states: number, { width, code }: StateEncoding): string {
  return Array.from(
    { length: states },
    (_, state) => `localparam ${range(width)}S${state} = ${code(state)};`,
  ).join('\n');
}

/** Next state as combinational logic, output from the state. */
function automaton(detector: Detector, encoding: StateEncoding): DesignStyle {
  const { next } = patternAutomaton(detector);
  const cases = next.map(([zero, one], state) => `S${state}: state_next = din ? S${one} : S${zero};`);
  return {
    name: `two_process_${encoding.name}`,
    rtl: moduleText({
      name: detector.moduleName,
      ports: detector.ports,
      body: `${constants(next.length, encoding)}

reg ${range(encoding.width)}state;
reg ${range(encoding.width)}state_next;

always @* begin
  case (state)
${indent(cases.join('\n'), 4)}
    default: state_next = S0;
  endcase
end

${clockedBlock(detector.reset, 'state <= S0;', guarded(detector, 'state <= S0;', 'state <= state_next;'))}

assign found = ${foundText(detector)};`,
    }),
  };
}

/** All in one clocked process; the branches on din come first in each state. */
function singleProcess(detector: Detector, encoding: StateEncoding): DesignStyle {
  const { next } = patternAutomaton(detector);
  const cases = next.map(([zero, one], state) =>
    zero === one
      ? `S${state}: state <= S${one};`
      : `S${state}: if (din) state <= S${one};\n  else state <= S${zero};`,
  );
  return {
    name: `one_process_${encoding.name}`,
    rtl: moduleText({
      name: detector.moduleName,
      ports: detector.ports,
      body: `${constants(next.length, encoding)}

reg ${range(encoding.width)}state;

${clockedBlock(
  detector.reset,
  'state <= S0;',
  guarded(
    detector,
    'state <= S0;',
    `case (state)\n${indent(cases.join('\n'), 2)}\n  default: state <= S0;\nendcase`,
  ),
)}

assign found = ${foundText(detector)};`,
    }),
  };
}

function foundText(detector: Detector): string {
  const { out } = patternAutomaton(detector);
  const finders = out.flatMap((row, state) => (row.includes(1) ? [`(state == S${state})`] : []));
  const states = finders.join(' || ');
  if (!detector.mealy) return states;
  const bit = detector.pattern.endsWith('1') ? 'din' : '!din';
  return `${finders.length === 1 ? states : `(${states})`} && ${bit}${detector.qualified ? ' && valid' : ''}`;
}

/** A shift register of the last bits and a count of how many of them are valid. */
function history(detector: Detector): DesignStyle {
  const { pattern, overlapping, mealy, qualified } = detector;
  const kept = pattern.length - 1;
  const width = bitsFor(kept);
  const [none, all] = [literal(width, 0), literal(width, kept)];
  const mask = pattern.replace(/[01]/g, '1').replace('?', '0');
  const wanted = `${pattern.length}'b${pattern.replace('?', '0')}`;
  const bits = pattern.includes('?') ? `({recent, din} & ${pattern.length}'b${mask})` : '{recent, din}';
  const found = mealy ? '' : "\nfound <= 1'b0;";
  const onReset = `recent <= ${kept}'d0;\nvalid_bits <= ${none};${found}`;
  return {
    name: 'history_register',
    rtl: moduleText({
      name: detector.moduleName,
      ports: detector.ports,
      registered: mealy ? [] : ['found'],
      body: `reg ${range(kept)}recent;
reg ${range(width)}valid_bits;
wire match = (valid_bits == ${all}) && (${bits} == ${wanted});

${clockedBlock(
  detector.reset,
  onReset,
  guarded(
    detector,
    onReset,
    `recent <= ${kept === 1 ? 'din' : `{recent[${kept - 2}:0], din}`};
${overlapping ? '' : `if (match) valid_bits <= ${none};\nelse `}if (valid_bits != ${all}) valid_bits <= valid_bits + ${literal(width, 1)};${mealy ? '' : '\nfound <= match;'}`,
  ),
)}${mealy ? `\n\nassign found = match${qualified ? ' && valid' : ''};` : ''}`,
    }),
  };
}

function testbenchOf(detector: Detector, seed: number): string {
  const { pattern, overlapping, mealy, moduleName, ports, reset, qualified, cleared } = detector;
  const length = pattern.length;
  const compared = [...pattern].flatMap((bit, place) =>
    bit === '?' ? [] : [`(bits[${length - 1 - place}] === 1'b${bit})`],
  );
  const tour = transitionTour(patternAutomaton(detector));
  const forgetting = [resetCycle(reset), ...(cleared ? ['clear = 1;\ntick;\nclear = 0;'] : [])];
  return clockedTestbench({
    moduleName,
    ports,
    reset,
    seed,
    randomCycles: 400 + 2 ** (length + 1),
    model: {
      state: `reg [${length - 1}:0] model_bits;
integer model_seen;
reg model_found;

function fits(input [${length - 1}:0] bits);
  fits = ${compared.join(' && ')};
endfunction`,
      reset: 'model_bits = 0;\nmodel_seen = 0;\nmodel_found = 0;',
      clock: `${cleared ? 'if (clear) begin\n  model_seen = 0;\n  model_found = 0;\nend else ' : ''}${qualified ? 'if (valid) ' : ''}begin
  // Only bits since reset${overlapping ? '' : ' or the last match'} count.
  model_bits = model_bits * 2 + din;
  model_seen = model_seen + 1;
  model_found = (model_seen >= ${length}) && fits(model_bits);${overlapping ? '' : '\n  if (model_found) model_seen = 0;'}
end`,
      expected: {
        found: mealy
          ? `${qualified ? 'valid && ' : ''}(model_seen >= ${length - 1}) && fits(model_bits * 2 + din)`
          : 'model_found',
      },
    },
    corners: lines(
      qualified && 'valid = 1;',
      tourText('din', 1, tour),
      `// The pattern twice, then every tail of it behind a reset${cleared ? ' and behind a clear' : ''}: its head must be forgotten.
begin : tails
  reg [${length - 1}:0] word;
  integer step;
  word = ${length}'b${pattern.replace('?', '1')};
  repeat (2) begin
    for (step = 0; step < ${length}; step = step + 1) begin
      din = word[${length - 1} - step];
      tick;
    end
  end
  for (i = 1; i < ${length}; i = i + 1) begin
${forgetting.map((forget) => `    for (step = 0; step < ${length}; step = step + 1) begin\n      if (step == i) begin\n${indent(forget, 8)}\n      end\n      din = word[${length - 1} - step];\n      tick;\n    end`).join('\n')}
  end
end`,
      `// Chow's W method (1978): every bit behind every head of the pattern, then every tail, which tells where it led.
begin : checking_words
  reg [${length - 1}:0] word;
  integer head;
  integer place;
  word = ${length}'b${pattern.replace('?', '1')};
  for (head = 0; head <= ${length}; head = head + 1)
    for (i = 0; i < ${2 * length}; i = i + 1) begin
${indent(resetCycle(reset), 6)}
      for (place = 0; place < head; place = place + 1) begin
        din = word[${length - 1} - place];
        tick;
      end
      din = i[0];
      tick;
      for (place = i / 2; place < ${length}; place = place + 1) begin
        din = word[${length - 1} - place];
        tick;
      end
    end
end`,
      `// Resets of both kinds at any place of the walk.
begin : interrupted_walk
  reg [${tour.length - 1}:0] walk;
  integer step;
  for (i = 1; i < ${Math.min(tour.length, 16)}; i = i + 1) begin
    walk = ${tour.length}'b${tour.toReversed().join('')};
    for (step = 0; step < i + ${length}; step = step + 1) begin
      din = walk;
      walk = walk >> 1;
      tick;
      if (step == i) reset_between_edges;
    end
  end
end`,
    ),
    drive: lines(
      'din = $random(seed);\n#1 din = $random(seed);',
      qualified && 'valid = ($random(seed) & 3) != 0;',
      cleared && 'clear = ($random(seed) & 15) == 0;',
    ),
  });
}

import type { AnyCategory } from '../category.ts';
import type { DesignFamily, DesignInstance, DesignStyle, Port } from '../design-family.ts';
import { drawEncoding, type StateEncoding, stateEncoding } from '../machines/state-encoding.ts';
import { drawStateTable, type StateTable } from '../machines/state-table.ts';
import { tourText, transitionTour } from '../machines/transition-tour.ts';
import { input, output } from '../port.ts';
import { clockedBlock, clockPorts, drawReset, type Reset, resetDecision, resetParameters } from '../reset.ts';
import { clockedTestbench } from '../testbench/clocked-testbench.ts';
import { bitsFor, indent, lines, literal, moduleText, range } from '../verilog-text.ts';

export interface TableMachines {
  readonly category: AnyCategory;
  readonly complexity: DesignFamily['complexity'];
  /** Which kinds are drawn. */
  readonly kinds: readonly ['moore' | 'mealy', ...('moore' | 'mealy')[]];
  /** Fewest and most states. */
  readonly states: readonly [number, number];
}

/** What the parts of a design have in common. */
interface Machine {
  readonly table: StateTable;
  readonly moduleName: string;
  readonly ports: readonly Port[];
  readonly reset: Reset;
  readonly mealy: boolean;
  /** A Mealy output that is delayed by a register. */
  readonly registered: boolean;
  readonly enabled: boolean;
  readonly inputBits: number;
  readonly outputBits: number;
}

/** State machines of any table, Moore or Mealy, told state by state. */
export function tableMachine({
  category,
  complexity,
  kinds,
  states: [fewest, most],
}: TableMachines): DesignFamily {
  return {
    category,
    complexity,
    draw(random): DesignInstance {
      const mealy = random.pick(kinds) === 'mealy';
      const states = random.integer(fewest, most);
      const inputBits = random.pick([1, 1, 2]);
      const outputBits = random.pick(mealy ? [1, 2, 3] : [Math.max(1, bitsFor(states - 1) - 1), 2, 3]);
      const table = drawStateTable({ states, inputBits, outputBits, mealy }, random);
      const registered = mealy && random.chance(0.4);
      const enabled = random.chance(0.35);
      const encoding = drawEncoding(random, states);
      const reset = drawReset(random);
      const seed = random.integer(1, 9999);

      const kind = mealy ? 'Mealy' : 'Moore';
      const moduleName = `${kind.toLowerCase()}_${states}_states`;
      const ports = [
        ...clockPorts(reset),
        ...(enabled ? [input('en', 1, 'the state changes only at edges with en = 1')] : []),
        input('x', inputBits, 'input of the machine'),
        output('y', outputBits, 'output of the machine'),
      ];
      const machine = { table, moduleName, ports, reset, mealy, registered, enabled, inputBits, outputBits };
      const listed = table.next.map((_, state) => `S${state}`).join(', ');
      return {
        moduleName,
        parameters: {
          machine: kind.toLowerCase(),
          states,
          encoding: encoding.name,
          output_registered: registered,
          enable: enabled,
          ...resetParameters(reset),
        },
        ports,
        summaries: [
          `Design a ${kind} finite state machine with the states ${listed}.`,
          `Write a ${kind} machine of ${states} states that follows the table below.`,
          `Build the synchronous controller described here state by state, as a ${kind} machine; its states are ${listed}.`,
        ],
        decisions: decisionsOf(machine),
        styles: [twoProcess(machine, encoding), oneProcess(machine), equations(machine)],
        testbench: testbenchOf(machine, seed),
      };
    },
  };
}

function decisionsOf({ table, reset, mealy, registered, enabled }: Machine): string[] {
  const now = mealy ? (registered ? ' and y 0' : '') : `, so y is ${table.out[0]![0]}`;
  return [
    resetDecision(reset, `the state becomes S0${now}`),
    ...table.next.map((row, state) =>
      mealy
        ? `In S${state}: ${row.map((to, word) => `x = ${word} gives y = ${table.out[state]![word]} and leads to S${to}`).join('; ')}.`
        : `In S${state} y is ${table.out[state]![0]}; ${row.map((to, word) => `x = ${word} leads to S${to}`).join(', ')}.`,
    ),
    `x is sampled and the state changes at ${enabled ? 'rising edges of clk with en = 1; while en is 0, the state stays' : 'every rising edge of clk'}.`,
    registered
      ? `y is registered: at ${enabled ? 'a rising edge with en = 1' : 'every rising edge'} it takes what the state before the edge and x give${enabled ? ', else it keeps its value' : ''}.`
      : mealy
        ? `y is combinational: it follows from the present state and the present x${enabled ? ', whatever en is,' : ''} also before the next edge and during reset.`
        : 'y depends on the state alone.',
  ];
}

/** A register for the state and a case for its next value; the output is chosen by the state. */
function twoProcess(machine: Machine, { name, width, code }: StateEncoding): DesignStyle {
  const { table, registered, enabled, outputBits } = machine;
  const states = table.next.map((_, state) => state);
  const cases = states.map(
    (state) => `S${state}: ${byInput(machine, (word) => `state_next = S${table.next[state]![word]};`)}`,
  );
  const clocked = lines('state <= state_next;', registered && 'y <= y_next;');
  const chosen = states.map(
    (state) => (state === states.length - 1 ? '' : `(state == S${state}) ? `) + valueByInput(machine, state),
  );
  return {
    name: `two_process_${name}`,
    rtl: moduleText({
      ...named(machine),
      registered: registered ? ['y'] : [],
      body: lines(
        `${states.map((state) => `localparam ${range(width)}S${state} = ${code(state)};`).join('\n')}

reg ${range(width)}state;
reg ${range(width)}state_next;`,
        registered && `wire ${range(outputBits)}y_next;`,
        `
always @* begin
  case (state)
${indent(cases.join('\n'), 4)}
    default: state_next = S0;
  endcase
end

${clockedBlock(machine.reset, lines('state <= S0;', registered && `y <= ${literal(outputBits, 0)};`), enabled ? `if (en) begin\n${indent(clocked, 2)}\nend` : clocked)}

assign ${registered ? 'y_next' : 'y'} = ${chosen.join(' :\n  ')};`,
      ),
    }),
  };
}

/** State and input as one word of a case in one process; a Moore output is registered beside the state. */
function oneProcess(machine: Machine): DesignStyle {
  const { table, mealy, registered, enabled, inputBits, outputBits } = machine;
  const { width, code } = stateEncoding('binary', table.next.length);
  const stored = !mealy || registered;
  const pairs = table.next.flatMap((row, state) => row.map((to, word) => ({ state, to, word })));
  const steps = pairs.map(({ state, to, word }) => {
    const value = mealy ? outputOf(machine, state, word) : outputOf(machine, to, 0);
    return `{S${state}, ${literal(inputBits, word)}}: ${stored ? `begin state <= S${to}; y <= ${value}; end` : `state <= S${to};`}`;
  });
  const initial = mealy ? literal(outputBits, 0) : outputOf(machine, 0, 0);
  const step = `case ({state, x})
${indent(steps.join('\n'), 2)}
endcase`;
  // The input is looked at first here, then the state.
  const chosen = Array.from({ length: 2 ** inputBits }, (_, word) => {
    const byState = table.next.map((_, state) =>
      state === table.next.length - 1
        ? outputOf(machine, state, word)
        : `(state == S${state}) ? ${outputOf(machine, state, word)} : `,
    );
    const asked = word === 2 ** inputBits - 1 ? '' : `(x == ${literal(inputBits, word)}) ? `;
    return `${asked}(${byState.join('')})`;
  });
  return {
    name: 'one_process_binary',
    rtl: moduleText({
      ...named(machine),
      registered: stored ? ['y'] : [],
      body: lines(
        `${table.next.map((_, state) => `localparam ${range(width)}S${state} = ${code(state)};`).join('\n')}\n`,
        `reg ${range(width)}state;\n`,
        clockedBlock(
          machine.reset,
          lines('state <= S0;', stored && `y <= ${initial};`),
          enabled ? `if (en) begin\n${indent(step, 2)}\nend` : step,
        ),
        !stored && `\nassign y = ${chosen.join(' :\n  ')};`,
      ),
    }),
  };
}

/** One flip-flop a state and an equation for each. */
function equations(machine: Machine): DesignStyle {
  const { table, mealy, registered, enabled, inputBits, outputBits } = machine;
  const states = table.next.length;
  const terms = (holds: (state: number, word: number) => boolean): string => {
    const found = table.next.flatMap((row, state) => {
      const words = row.flatMap((_, word) => (holds(state, word) ? [word] : []));
      if (words.length === 0) return [];
      const asked = words.map((word) => `(x == ${literal(inputBits, word)})`).join(' | ');
      return [
        words.length === row.length
          ? `state[${state}]`
          : `(state[${state}] & ${words.length === 1 ? asked : `(${asked})`})`,
      ];
    });
    return found.length === 0 ? "1'b0" : found.join(' | ');
  };
  const bits = Array.from({ length: outputBits }, (_, bit) =>
    terms((state, word) => (table.out[state]![word]! >> bit) % 2 === 1),
  );
  const output = bits.map(
    (term, bit) => `assign ${registered ? 'y_next' : 'y'}${outputBits === 1 ? '' : `[${bit}]`} = ${term};`,
  );
  const clocked = lines('state <= state_next;', registered && 'y <= y_next;');
  return {
    name: 'one_hot_equations',
    rtl: moduleText({
      ...named(machine),
      registered: registered ? ['y'] : [],
      body: `reg [${states - 1}:0] state;
wire [${states - 1}:0] state_next;
${mealy && registered ? `wire ${range(outputBits)}y_next;\n` : ''}
${Array.from({ length: states }, (_, to) => `assign state_next[${to}] = ${terms((state, word) => table.next[state]![word] === to)};`).join('\n')}
${output.join('\n')}

${clockedBlock(machine.reset, lines(`state <= ${stateEncoding('one_hot', states).code(0)};`, registered && `y <= ${literal(outputBits, 0)};`), enabled ? `if (en) begin\n${indent(clocked, 2)}\nend` : clocked)}`,
    }),
  };
}

function named({ moduleName, ports }: Machine): { name: string; ports: readonly Port[] } {
  return { name: moduleName, ports };
}

/** Statements by the input: an `if` for one bit, a case for more, neither where the input does not matter. */
function byInput({ inputBits }: Machine, statement: (word: number) => string): string {
  const statements = Array.from({ length: 2 ** inputBits }, (_, word) => statement(word));
  if (new Set(statements).size === 1) return statements[0]!;
  if (inputBits === 1) return `if (x) ${statements[1]}\n  else ${statements[0]}`;
  const items = statements.slice(0, -1).map((text, word) => `    ${literal(inputBits, word)}: ${text}`);
  return `case (x)\n${items.join('\n')}\n    default: ${statements.at(-1)}\n  endcase`;
}

/** The output in one state, as an expression over the input. */
function valueByInput(machine: Machine, state: number): string {
  const { inputBits } = machine;
  const values = Array.from({ length: 2 ** inputBits }, (_, word) => outputOf(machine, state, word));
  if (new Set(values).size === 1) return values[0]!;
  if (inputBits === 1) return `(x ? ${values[1]} : ${values[0]})`;
  const chain = values.map((value, word) =>
    word === values.length - 1 ? value : `(x == ${literal(inputBits, word)}) ? ${value}`,
  );
  return `(${chain.join(' : ')})`;
}

function outputOf({ table, outputBits }: Machine, state: number, word: number): string {
  return literal(outputBits, table.out[state]![word]!);
}

function testbenchOf(machine: Machine, seed: number): string {
  const { table, moduleName, ports, reset, mealy, registered, enabled, inputBits, outputBits } = machine;
  const pairs = table.next.flatMap((row, state) =>
    row.map((to, word) => ({ to, out: table.out[state]![word]! })),
  );
  const words = 2 ** inputBits;
  return clockedTestbench({
    moduleName,
    ports,
    reset,
    seed,
    randomCycles: 250 + 10 * pairs.length,
    model: {
      state: `// The table of the specification, a line for each pair of state and input.
integer model_state;
reg ${range(outputBits)}model_y;

function integer follows(input integer pair);
  case (pair)
${pairs.map(({ to }, pair) => `    ${pair}: follows = ${to};`).join('\n')}
  endcase
endfunction

function ${range(outputBits)}gives(input integer pair);
  case (pair)
${pairs.map(({ out }, pair) => `    ${pair}: gives = ${out};`).join('\n')}
  endcase
endfunction`,
      reset: 'model_state = 0;\nmodel_y = 0;',
      clock: `${enabled ? 'if (en) ' : ''}begin
  model_y = gives(${words} * model_state + x);
  model_state = follows(${words} * model_state + x);
end`,
      expected: { y: registered ? 'model_y' : `gives(${words} * model_state${mealy ? ' + x' : ''})` },
    },
    corners: lines(
      enabled && 'en = 1;',
      tourText('x', inputBits, transitionTour(table)),
      enabled && `en = 0;\nfor (i = 0; i < ${words}; i = i + 1) begin\n  x = i;\n  tick;\nend`,
    ),
    drive: lines(
      '// x settles in two steps: logic without memory forgets the first.',
      'x = $random(seed);\n#1 x = $random(seed);',
      enabled && 'en = ($random(seed) & 3) != 0;',
    ),
  });
}

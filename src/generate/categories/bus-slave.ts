import type { DesignFamily, DesignInstance, Port } from '../design-family.ts';
import { input, output } from '../port.ts';
import { clockedBlock, clockPorts, drawReset, resetDecision, resetParameters } from '../reset.ts';
import { clockedTestbench } from '../testbench/clocked-testbench.ts';
import { bitsFor, counted, lines, literal, moduleText, range } from '../verilog-text.ts';

type Protocol = 'apb' | 'wishbone' | 'strobe';
/** `control`: read and written; `status`: read only; `event`: set by the design, cleared by writing 1. */
type Register = 'control' | 'status' | 'event';

interface Bus {
  /** Select signals, all of which are 1 during a transfer. */
  readonly selects: readonly [name: string, description: string][];
  readonly write: string;
  readonly address: string;
  readonly dataIn: string;
  readonly dataOut: string;
  readonly done: string;
  readonly error: string;
}

const BUSES: Record<Protocol, Bus> = {
  apb: {
    selects: [
      ['psel', 'slave select'],
      ['penable', 'access phase'],
    ],
    write: 'pwrite',
    address: 'paddr',
    dataIn: 'pwdata',
    dataOut: 'prdata',
    done: 'pready',
    error: 'pslverr',
  },
  wishbone: {
    selects: [
      ['cyc', 'bus cycle'],
      ['stb', 'strobe'],
    ],
    write: 'we',
    address: 'adr',
    dataIn: 'dat_i',
    dataOut: 'dat_o',
    done: 'ack',
    error: 'err',
  },
  strobe: {
    selects: [['sel', 'transfer wanted']],
    write: 'wr',
    address: 'addr',
    dataIn: 'wdata',
    dataOut: 'rdata',
    done: 'ready',
    error: 'error',
  },
};

/** Register file behind a simple bus, with wait states, and registers of three kinds. */
export const busSlave: DesignFamily = {
  category: 'bus_slave',
  complexity: 'advanced',
  draw(random): DesignInstance {
    const protocol = random.pick<Protocol>(['apb', 'wishbone', 'strobe']);
    const count = random.integer(1, 5);
    const kinds = Array.from({ length: count }, (_, index) =>
      index === 0 ? ('control' as const) : random.pick<Register>(['control', 'status', 'event']),
    );
    const width = random.pick([2, 4, 8]);
    const waits = random.pick([0, 0, 1, 2, 3]);
    const reports = random.chance(0.5);
    const setWins = random.chance(0.5);
    const reset = drawReset(random);
    const seed = random.integer(1, 9999);

    const bus = BUSES[protocol];
    const address = bitsFor(count);
    const counter = bitsFor(waits);
    const of = (kind: Register) => kinds.flatMap((one, index) => (one === kind ? [index] : []));
    const [controls, states, events] = [of('control'), of('status'), of('event')];
    const moduleName = `${protocol}_slave_${count}_registers`;
    const ports: Port[] = [
      ...clockPorts(reset),
      ...bus.selects.map(([name, description]) => input(name, 1, description)),
      input(bus.write, 1, '1 for a write, 0 for a read'),
      input(bus.address, address, 'number of the register'),
      input(bus.dataIn, width, 'word to write'),
      ...states.map((index) => input(`status${index}`, width, `what register ${index} reads`)),
      ...events.map((index) => input(`event${index}`, width, `sets the bits of register ${index}`)),
      output(bus.dataOut, width, 'word read'),
      output(bus.done, 1, 'the transfer ends at this edge'),
      ...(reports ? [output(bus.error, 1, 'the transfer is refused')] : []),
      ...controls.map((index) => output(`control${index}`, width, `content of register ${index}`)),
    ];
    const [zero, noWait] = [literal(width, 0), literal(counter, 0)];
    const number = (index: number) => literal(address, index);
    const held = [...controls.map((index) => `control${index}`), ...events.map((index) => `pending${index}`)];
    const source = (index: number) =>
      ({ control: `control${index}`, status: `status${index}`, event: `pending${index}` })[
        kinds[index] ?? 'control'
      ];
    const request = bus.selects.map(([name]) => name).join(' && ');
    const wanted = (index: number) => `(${bus.address} == ${number(index)})`;
    const waiting =
      waits > 0 &&
      `if (transfer && !${bus.done}) waited <= waited + ${literal(counter, 1)};\nelse waited <= ${noWait};`;
    const pending = (index: number, cleared: string) =>
      setWins
        ? `(pending${index} & ~${cleared}) | event${index}`
        : `(pending${index} | event${index}) & ~${cleared}`;
    const refused = lines(
      reports &&
        `assign ${bus.error} = ${bus.done} && (${bus.address} > ${number(count - 1)}${states.map((index) => ` || (${bus.write} && ${wanted(index)})`).join('')});`,
    );
    const frame = (parts: { wires: string; update: string; read: string; events: string }) =>
      moduleText({
        name: moduleName,
        ports,
        registered: controls.map((index) => `control${index}`),
        body: lines(
          events.length > 0 && events.map((index) => `reg ${range(width)}pending${index};`).join('\n'),
          waits > 0 && `reg ${range(counter)}waited;`,
          `wire transfer = ${request};
wire write = ${bus.done} && ${bus.write};
${parts.wires}`,
          `\n${clockedBlock(reset, lines(...held.map((name) => `${name} <= ${zero};`), waits > 0 && `waited <= ${noWait};`), lines(parts.update, parts.events, waiting))}\n`,
          `assign ${bus.done} = transfer${waits > 0 ? ` && (waited == ${literal(counter, waits)})` : ''};`,
          parts.read,
          refused,
        ),
      });
    const readable = kinds.map((_, index) => index);
    return {
      moduleName,
      parameters: {
        protocol,
        registers: kinds.join(','),
        width,
        wait_states: waits,
        error_output: reports,
        event_priority: setWins ? 'set' : 'clear',
        ...resetParameters(reset),
      },
      ports,
      summaries: [
        `Design ${protocol === 'apb' ? 'an APB' : protocol === 'wishbone' ? 'a Wishbone' : 'a simple bus'} slave with ${counted(count, 'register')} of ${width} bits.`,
        `Write a register block for a ${protocol === 'strobe' ? 'select-and-ready' : protocol === 'apb' ? 'APB-like' : 'Wishbone-like'} bus: ${kinds.map((kind, index) => `register ${index} is ${kind}`).join(', ')}.`,
        `Build ${counted(count, 'register')} behind the signals ${[...bus.selects.map(([name]) => name), bus.write, bus.address].join(', ')}, with ${counted(waits, 'wait state')}.`,
      ],
      decisions: [
        resetDecision(
          reset,
          `${held.length === 1 ? 'the register becomes' : 'all registers that hold something become'} 0${waits > 0 ? ' and the count of wait states starts again' : ''}`,
        ),
        `A transfer is under way while ${bus.selects.map(([name]) => `${name} is 1`).join(' and ')}.`,
        waits === 0
          ? `${bus.done} is combinational: it is 1 during every cycle of a transfer; each rising edge ends one.`
          : `${bus.done} is 0 in the first ${counted(waits, 'cycle')} of a transfer and 1 in the next, whose rising edge ends it; a transfer that is still under way then begins anew. When the master takes the transfer back before, the count of cycles starts again.`,
        ...controls.map(
          (index) =>
            `Register ${index} is read and written; its content is at control${index}. A write takes effect at the edge that ends it.`,
        ),
        ...states.map((index) => `Register ${index} reads status${index}; a write to it does nothing.`),
        ...events.map(
          (index) =>
            `Register ${index} remembers events: at every rising edge each bit with event${index} = 1 is set; a write clears the bits in which the written word is 1. A bit that is set and cleared at the same edge ends ${setWins ? 'set' : 'cleared'}.`,
        ),
        `${bus.dataOut} is combinational: it is the register while ${bus.done} is 1 and ${bus.write} is 0, else 0.`,
        `Addresses from ${count} up hold nothing: they read 0, and a write there does nothing.`,
        ...(reports
          ? [
              `${bus.error} is combinational: it is 1 while ${bus.done} is 1 and the address holds nothing${states.length > 0 ? ' or a register is written that can only be read' : ''}.`,
            ]
          : []),
      ],
      styles: [
        {
          name: 'case',
          rtl: frame({
            wires: `reg ${range(width)}word;

always @* begin
  case (${bus.address})
${readable.map((index) => `    ${number(index)}: word = ${source(index)};`).join('\n')}
    default: word = ${zero};
  endcase
end`,
            update: `if (write) begin
  case (${bus.address})
${controls.map((index) => `    ${number(index)}: control${index} <= ${bus.dataIn};`).join('\n')}
    default: ;
  endcase
end`,
            events: lines(
              ...events.map(
                (index) =>
                  `if (write && ${wanted(index)}) pending${index} <= ${pending(index, bus.dataIn)};\nelse pending${index} <= pending${index} | event${index};`,
              ),
            ),
            read: `assign ${bus.dataOut} = (${bus.done} && !${bus.write}) ? word : ${zero};`,
          }),
        },
        {
          name: 'decoded_selects',
          rtl: frame({
            wires: `wire ${range(count)}chosen = ${literal(count, 1)} << ${bus.address};
${events.map((index) => `wire ${range(width)}clear${index} = {${width}{write && ${bit('chosen', index, count)}}} & ${bus.dataIn};`).join('\n')}`.trimEnd(),
            update: controls
              .map(
                (index) => `if (write && ${bit('chosen', index, count)}) control${index} <= ${bus.dataIn};`,
              )
              .join('\n'),
            events: lines(...events.map((index) => `pending${index} <= ${pending(index, `clear${index}`)};`)),
            read: `assign ${bus.dataOut} = {${width}{${bus.done} & ~${bus.write}}} & (${readable.map((index) => `({${width}{${bit('chosen', index, count)}}} & ${source(index)})`).join('\n  | ')});`,
          }),
        },
      ],
      testbench: clockedTestbench({
        moduleName,
        ports,
        reset,
        seed,
        randomCycles: 500,
        model: {
          state: `reg ${range(width)}model_words [0:${2 ** address - 1}];
integer model_cycles;
integer model_index;

// Whether this cycle ends a transfer.
function model_done(input now);
  model_done = now && (model_cycles >= ${waits});
endfunction

function ${range(width)}model_read(input integer at);
  case (at)
${lines(
  ...states.map((index) => `    ${index}: model_read = status${index};`),
  ...[...controls, ...events].map((index) => `    ${index}: model_read = model_words[${index}];`),
)}
    default: model_read = 0;
  endcase
endfunction`,
          reset: `model_cycles = 0;\nfor (model_index = 0; model_index < ${2 ** address}; model_index = model_index + 1) model_words[model_index] = 0;`,
          clock: lines(
            !setWins &&
              events.length > 0 &&
              events
                .map((index) => `model_words[${index}] = model_words[${index}] | event${index};`)
                .join('\n'),
            `if (model_done(${request}) && ${bus.write}) begin`,
            ...controls.map(
              (index) => `  if (${bus.address} == ${index}) model_words[${index}] = ${bus.dataIn};`,
            ),
            ...events.map(
              (index) =>
                `  if (${bus.address} == ${index}) model_words[${index}] = model_words[${index}] & ~${bus.dataIn};`,
            ),
            'end',
            setWins &&
              events.length > 0 &&
              events
                .map((index) => `model_words[${index}] = model_words[${index}] | event${index};`)
                .join('\n'),
            `model_cycles = ((${request}) && !model_done(1)) ? model_cycles + 1 : 0;`,
          ),
          expected: {
            [bus.done]: `model_done(${request})`,
            [bus.dataOut]: `(model_done(${request}) && !${bus.write}) ? model_read(${bus.address}) : 0`,
            ...(reports
              ? {
                  [bus.error]: `model_done(${request}) && (${bus.address} >= ${count}${states.map((index) => ` || (${bus.address} == ${index} && ${bus.write})`).join('')})`,
                }
              : {}),
            ...Object.fromEntries(controls.map((index) => [`control${index}`, `model_words[${index}]`])),
          },
        },
        corners: lines(
          '// Every address is written and read, with all ones, zeros and a pattern.',
          ...bus.selects.map(([name]) => `${name} = 1;`),
          `for (i = 0; i < ${3 * 2 ** address}; i = i + 1) begin
  ${bus.address} = i;
  ${bus.dataIn} = (i < ${2 ** address}) ? {${width}{1'b1}} : $random(seed);`,
          ...[...events.map((index) => `event${index}`), ...states.map((index) => `status${index}`)].map(
            (name) => `  ${name} = $random(seed);`,
          ),
          `  ${bus.write} = 1;\n  repeat (${waits + 1}) tick;`,
          ...events.map((index) => `  event${index} = 0;`),
          `  ${bus.write} = 0;
  repeat (${waits + 1}) tick;
  ${bus.write} = 1;
  ${bus.dataIn} = ~${bus.dataIn};
  repeat (${waits + 1}) tick;
  ${bus.write} = 0;
  repeat (${waits + 1}) tick;
end
// Transfers that are taken back after every number of cycles, by each select signal.`,
          ...bus.selects.map(
            ([name]) =>
              `for (i = 0; i <= ${waits + 1}; i = i + 1) begin\n  repeat (i) tick;\n  ${name} = 0;\n  tick;\n  ${name} = 1;\nend`,
          ),
        ),
        drive: lines(
          ...bus.selects.map(([name]) => `${name} = ($random(seed) & ${waits === 0 ? 3 : 15}) != 0;`),
          waits === 0
            ? `${bus.write} = $random(seed);\n${bus.address} = $random(seed);`
            : `if (model_cycles == 0 || (i % 11) == 0) begin\n  ${bus.write} = $random(seed);\n  ${bus.address} = $random(seed);\nend`,
          `${bus.dataIn} = $random(seed);`,
          ...states.map((index) => `status${index} = $random(seed);`),
          ...events.map((index) => `event${index} = $random(seed) & $random(seed);`),
        ),
      }),
    };
  },
};

/** A bit of a vector that is one wire when it has one bit. */
function bit(vector: string, index: number, width: number): string {
  return width === 1 ? vector : `${vector}[${index}]`;
}

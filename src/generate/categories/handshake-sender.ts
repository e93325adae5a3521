import type { DesignFamily, DesignInstance, DesignStyle, Port } from '../design-family.ts';
import { drawEncoding, type StateEncoding } from '../machines/state-encoding.ts';
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
import { indent, lines, literal, moduleText, range } from '../verilog-text.ts';

interface Sender {
  readonly width: number;
  /** Takes the next word at the edge that sees the acknowledge end, not in idle only. */
  readonly early: boolean;
  readonly cancels: boolean;
  /** Has an output that tells of each acknowledged word. */
  readonly pulse: boolean;
  /** Data stand a cycle before the request. */
  readonly setup: boolean;
  /** Data stay on the output in idle. */
  readonly keeps: boolean;
  readonly reset: Reset;
  readonly moduleName: string;
  readonly ports: readonly Port[];
}

/** Sender of a four-phase handshake: takes a word, requests, waits for the acknowledge and for its end. */
export const handshakeSender: DesignFamily = {
  category: 'fsm_handshake',
  complexity: 'advanced',
  draw(random): DesignInstance {
    const width = random.pick([1, 2, 4, 8]);
    const early = random.chance(0.5);
    const cancels = random.chance(0.5);
    const pulse = random.chance(0.5);
    const setup = random.chance(0.5);
    const keeps = random.chance(0.5);
    const names = ['IDLE', ...(setup ? ['SETUP'] : []), 'REQUEST', 'RELEASE'];
    const encoding = drawEncoding(random, names.length);
    const reset = drawReset(random);
    const seed = random.integer(1, 9999);

    const moduleName = `handshake_tx_${width}`;
    const ports: Port[] = [
      ...clockPorts(reset),
      input('send', 1, 'a word is to be sent'),
      input('data_in', width, 'word to send'),
      ...(cancels ? [input('cancel', 1, 'give the request up')] : []),
      input('ack', 1, 'acknowledge of the receiver'),
      output('req', 1, 'request to the receiver'),
      output('data_out', width, 'word being sent'),
      output('ready', 1, 'send is taken at this edge'),
      ...(pulse ? [output('sent', 1, 'a word was acknowledged')] : []),
    ];
    const sender = { width, early, cancels, pulse, setup, keeps, reset, moduleName, ports };
    return {
      moduleName,
      parameters: {
        width,
        next_word: early ? 'at_release' : 'from_idle',
        cancel: cancels,
        sent_output: pulse,
        setup_cycle: setup,
        data_when_idle: keeps ? 'kept' : 'zero',
        encoding: encoding.name,
        ...resetParameters(reset),
      },
      ports,
      summaries: [
        `Design the sending side of a four-phase handshake (req, ack) for ${width}-bit data as a finite state machine.`,
        `Write a request/acknowledge transmitter for words of ${width} bit${width === 1 ? '' : 's'}${setup ? ' whose data stand a cycle before the request' : ''}${cancels ? ', with a cancel' : ''}.`,
        `Build an FSM that takes a word with send, holds req until ack, and waits for ack to fall.`,
      ],
      decisions: decisionsOf(sender),
      styles: [twoProcess(sender, names, encoding), flags(sender)],
      testbench: testbenchOf(sender, seed),
    };
  },
};

function decisionsOf({ early, cancels, pulse, setup, keeps, reset }: Sender): string[] {
  return [
    resetDecision(
      reset,
      `the state becomes idle, so req is 0, and data_out${pulse ? ' and sent become' : ' becomes'} 0`,
    ),
    `ready is combinational: it is 1 in the state idle${early ? ' and, while ack is 0, in the state release' : ''}; a rising edge with send = 1 and ready = 1 takes data_in over in data_out and leads to the state ${setup ? 'setup' : 'request'}.`,
    ...(setup ? ['The state setup lasts one cycle, with req still 0, and leads to request.'] : []),
    'req is 1 in the state request alone. A rising edge with ack = 1 leads from request to release.',
    `A rising edge with ack = 0 leads from release to ${early ? `idle, or with send = 1 to ${setup ? 'setup' : 'request'} at once` : 'idle'}.`,
    ...(cancels
      ? [
          `A rising edge with cancel = 1 leads from ${setup ? 'setup and ' : ''}request to idle, also when ack is 1; elsewhere cancel has no effect.`,
        ]
      : []),
    keeps
      ? 'data_out keeps its value until the next word is taken over.'
      : 'data_out becomes 0 at each edge that leads to idle or stays there.',
    ...(pulse
      ? [`sent is registered: it is 1 for one cycle after an edge that led from request to release.`]
      : []),
  ];
}

/** What is put on the outputs that are registers, under reset. */
function outputReset({ width, pulse }: Sender): string {
  return lines(`data_out <= ${literal(width, 0)};`, pulse && "sent <= 1'b0;");
}

function twoProcess(sender: Sender, names: readonly string[], encoding: StateEncoding): DesignStyle {
  const { width, early, cancels, pulse, setup, keeps, reset, moduleName, ports } = sender;
  const first = setup ? 'SETUP' : 'REQUEST';
  const free = early ? '(state == IDLE) || ((state == RELEASE) && !ack)' : 'state == IDLE';
  const idle = (word: string) =>
    `${early ? `if (send) ${word} = ${first};\n      else ${word} = IDLE;` : `${word} = IDLE;`}`;
  const abandon = cancels ? 'if (cancel) state_next = IDLE;\n    else ' : '';
  const cases = [
    `IDLE: if (send) state_next = ${first};`,
    ...(setup ? [`SETUP: ${abandon}state_next = REQUEST;`] : []),
    `REQUEST: ${abandon}if (ack) state_next = RELEASE;`,
    `RELEASE: if (!ack) begin\n      ${idle('state_next')}\n    end`,
  ];
  const store = lines(
    keeps
      ? 'if (take) data_out <= data_in;'
      : `if (take) data_out <= data_in;\nelse if (state_next == IDLE) data_out <= ${literal(width, 0)};`,
    pulse && `sent <= (state == REQUEST) && ack${cancels ? ' && !cancel' : ''};`,
  );
  const constants = names
    .map((name, state) => `localparam ${range(encoding.width)}${name} = ${encoding.code(state)};`)
    .join('\n');
  return {
    name: `two_process_${encoding.name}`,
    rtl: moduleText({
      name: moduleName,
      ports,
      registered: ['data_out', 'sent'],
      body: `${constants}

reg ${range(encoding.width)}state;
reg ${range(encoding.width)}state_next;
wire take = send && ready;

always @* begin
  state_next = state;
  case (state)
    ${cases.join('\n    ')}
    default: state_next = IDLE;
  endcase
end

${clockedBlock(reset, `state <= IDLE;\n${outputReset(sender)}`, `state <= state_next;\n${store}`)}

assign req = (state == REQUEST);
assign ready = ${free};`,
    }),
  };
}

/** A flip-flop for each state, named for what it waits for. */
function flags(sender: Sender): DesignStyle {
  const { width, early, cancels, pulse, setup, keeps, reset, moduleName, ports } = sender;
  const flagStep = lines(
    'if (take) begin',
    `  idle <= 1'b0;\n  ${setup ? 'settling' : 'asking'} <= 1'b1;`,
    'end else begin',
    "  case (1'b1)",
    setup &&
      `    settling: begin\n      settling <= 1'b0;\n      ${cancels ? 'asking <= !cancel;\n      idle <= cancel;' : "asking <= 1'b1;"}\n    end`,
    cancels
      ? "    asking: begin\n      if (cancel || ack) asking <= 1'b0;\n      idle <= cancel;\n      ending <= ack && !cancel;\n    end"
      : "    asking: if (ack) begin\n      asking <= 1'b0;\n      ending <= 1'b1;\n    end",
    "    ending: if (!ack) begin\n      ending <= 1'b0;\n      idle <= 1'b1;\n    end",
    '    default: ;',
    '  endcase',
    'end',
    early && "if (take && ending) ending <= 1'b0;",
  );
  const dropped = cancels ? `(asking && cancel)${setup ? ' || (settling && cancel)' : ''}` : '';
  const backToIdle = [`(ending && !ack${early ? ' && !send' : ''})`, `(idle && !send)`, dropped]
    .filter((one) => one !== '')
    .join(' || ');
  return {
    name: 'flags',
    rtl: moduleText({
      name: moduleName,
      ports,
      registered: ['data_out', 'sent'],
      body: lines(
        `reg idle;\n${setup ? 'reg settling;\n' : ''}reg asking;\nreg ending;\nwire take = send && ready;\n`,
        clockedBlock(
          reset,
          lines(
            "idle <= 1'b1;",
            setup && "settling <= 1'b0;",
            "asking <= 1'b0;\nending <= 1'b0;",
            outputReset(sender),
          ),
          lines(
            flagStep,
            `if (take) data_out <= data_in;`,
            !keeps && `else if (${backToIdle}) data_out <= ${literal(width, 0)};`,
            pulse && `sent <= asking && ack${cancels ? ' && !cancel' : ''};`,
          ),
        ),
        `\nassign req = asking;\nassign ready = idle${early ? ' || (ending && !ack)' : ''};`,
      ),
    }),
  };
}

function testbenchOf(sender: Sender, seed: number): string {
  const { width, early, cancels, pulse, setup, keeps, reset, moduleName, ports } = sender;
  return clockedTestbench({
    moduleName,
    ports,
    reset,
    seed,
    randomCycles: 500,
    model: {
      state: `// 0: nothing to do, 1: data stand, 2: requested, 3: waits for the acknowledge to end.
integer model_phase;
integer model_was;
reg ${range(width)}model_data;
reg model_sent;

function model_ready(input now);
  model_ready = (model_phase == 0)${early ? ' || (model_phase == 3 && !now)' : ''};
endfunction`,
      reset: 'model_phase = 0;\nmodel_data = 0;\nmodel_sent = 0;',
      clock: lines(
        `model_was = model_phase;
model_sent = (model_phase == 2) && ack${cancels ? ' && !cancel' : ''};
if (send && model_ready(ack)) begin
  model_phase = ${setup ? 1 : 2};
  model_data = data_in;
end else begin
  if (model_was == 3) model_phase = ack ? 3 : 0;
  if (model_was == 2) model_phase = ack ? 3 : 2;
  if (model_was == 1) model_phase = 2;`,
        cancels && '  if (cancel && (model_was == 1 || model_was == 2)) model_phase = 0;',
        !keeps && '  if (model_phase == 0) model_data = 0;',
        'end',
      ),
      expected: {
        req: 'model_phase == 2',
        data_out: 'model_data',
        ready: 'model_ready(ack)',
        ...(pulse ? { sent: 'model_sent' } : {}),
      },
    },
    corners: lines(
      `// Words one behind the other, with every number of cycles in each phase.
for (i = 0; i < 16; i = i + 1) begin
  send = 1;
  data_in = i[0] ? ~0 : $random(seed);
  tick;
  send = i[0];
  data_in = ~data_in;
  repeat (${setup ? 1 : 0} + i[2:1]) tick;
  ack = 1;
  repeat (1 + i[3]) tick;
  send = i[1];
  ack = 0;
  tick;
  send = 0;
  ack = i[2];
  repeat (2) tick;
  ack = 1;
  repeat (2) tick;
  ack = 0;
  repeat (2) tick;
end`,
      cancels &&
        `for (i = 0; i < 8; i = i + 1) begin
  send = 1;
  tick;
  send = 0;
  repeat (i[1:0]) tick;
  cancel = 1;
  ack = i[2];
  tick;
  cancel = 0;
  repeat (2) tick;
  ack = 1;
  repeat (2) tick;
  cancel = 1;
  tick;
  cancel = 0;
  ack = 0;
  repeat (2) tick;
end`,
      `for (i = 0; i < 4; i = i + 1) begin
  send = 1;
  tick;
  ack = i[1];
  repeat (i) tick;
  send = 0;
${indent(resetCycle(reset), 2)}
  repeat (2) tick;
  ack = 0;
  repeat (2) tick;
end`,
    ),
    drive: lines(
      'send = $random(seed);\nif (($random(seed) & 1) == 0) ack = $random(seed);\n#1 ack = ($random(seed) & 3) == 0 ? ~ack : ack;\ndata_in = $random(seed);',
      cancels && 'cancel = ($random(seed) & 7) == 0;',
    ),
  });
}

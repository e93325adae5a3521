import type { DesignFamily, DesignInstance, Port } from '../design-family.ts';
import { clockedBlock, clockPorts, drawReset, resetDecision, resetParameters } from '../reset.ts';
import { clockedTestbench } from '../testbench/clocked-testbench.ts';
import { bitsFor, literal, moduleText, range } from '../verilog-text.ts';

/** Receiver of a four-phase request/acknowledge handshake that captures data. */
export const fsmHandshake: DesignFamily = {
  category: 'fsm_handshake',
  complexity: 'advanced',
  draw(random): DesignInstance {
    const width = random.pick([1, 4, 8, 16]);
    const latency = random.integer(0, 5);
    const reset = drawReset(random);
    const seed = random.integer(1, 9999);

    const waitWidth = bitsFor(Math.max(1, latency));
    const moduleName = `handshake_rx_${width}_wait${latency}`;
    const ports: Port[] = [
      ...clockPorts(reset),
      { name: 'req', direction: 'input', width: 1, description: 'request of the sender' },
      { name: 'data_in', direction: 'input', width, description: 'data of the sender' },
      { name: 'ack', direction: 'output', width: 1, description: 'acknowledge to the sender' },
      { name: 'data_out', direction: 'output', width, description: 'captured data' },
    ];
    const [zero, one] = [literal(waitWidth, 0), literal(waitWidth, 1)];
    const accepted = latency === 0 ? 'ACKNOWLEDGE' : 'DELAY';
    const last = literal(waitWidth, Math.max(0, latency - 1));
    const cycles = `${latency} cycle${latency === 1 ? '' : 's'}`;
    return {
      moduleName,
      parameters: { width, wait_cycles: latency, ...resetParameters(reset) },
      ports,
      summaries: [
        `Design the receiving side of a four-phase handshake (req, ack) for ${width}-bit data as a finite state machine.`,
        `Write a request/acknowledge receiver that captures ${width} bit${width === 1 ? '' : 's'} of data and answers after ${cycles} of waiting.`,
        `Build an FSM that accepts a request, waits ${cycles}, and holds ack until the request is withdrawn.`,
      ],
      decisions: [
        resetDecision(reset, 'the state becomes idle, and ack and data_out become 0'),
        'In idle, a rising edge with req = 1 captures data_in in data_out; data_out changes at no other time.',
        latency === 0
          ? 'ack becomes 1 at the same edge.'
          : `ack becomes 1 at the ${latency}${['th', 'st', 'nd', 'rd'][latency] ?? 'th'} rising edge after that one, even if req falls meanwhile.`,
        'While ack is 1, a rising edge with req = 0 makes ack 0 and the state idle; with req = 1 ack stays 1.',
      ],
      styles: [
        {
          name: 'two_process',
          rtl: moduleText({
            name: moduleName,
            ports,
            registered: ['data_out'],
            body: `localparam [1:0] IDLE = 2'd0;
localparam [1:0] DELAY = 2'd1;
localparam [1:0] ACKNOWLEDGE = 2'd2;

reg [1:0] state;
reg [1:0] state_next;
reg ${range(waitWidth)}count;

always @* begin
  state_next = state;
  case (state)
    IDLE: if (req) state_next = ${accepted};
    DELAY: if (count == ${last}) state_next = ACKNOWLEDGE;
    ACKNOWLEDGE: if (!req) state_next = IDLE;
    default: state_next = IDLE;
  endcase
end

${clockedBlock(
  reset,
  `state <= IDLE;\ncount <= ${zero};\ndata_out <= ${literal(width, 0)};`,
  `state <= state_next;
if (state == DELAY) count <= count + ${one};
else count <= ${zero};
if (state == IDLE && req) data_out <= data_in;`,
)}

assign ack = (state == ACKNOWLEDGE);`,
          }),
        },
        {
          name: 'one_process_registered_outputs',
          rtl: moduleText({
            name: moduleName,
            ports,
            registered: ['ack', 'data_out'],
            body: `reg waiting;
reg ${range(waitWidth)}remaining;

${clockedBlock(
  reset,
  `ack <= 1'b0;\nwaiting <= 1'b0;\nremaining <= ${zero};\ndata_out <= ${literal(width, 0)};`,
  `if (ack) begin
  if (!req) ack <= 1'b0;
end else if (waiting) begin
  if (remaining == ${zero}) begin
    waiting <= 1'b0;
    ack <= 1'b1;
  end else begin
    remaining <= remaining - ${one};
  end
end else if (req) begin
  data_out <= data_in;
${latency === 0 ? "  ack <= 1'b1;" : `  waiting <= 1'b1;\n  remaining <= ${last};`}
end`,
)}`,
          }),
        },
      ],
      testbench: clockedTestbench({
        moduleName,
        ports,
        reset,
        seed,
        randomCycles: 400,
        model: {
          state: `// Edges since the request was accepted, -1 in idle.
integer model_age;
reg ${range(width)}model_data;`,
          reset: 'model_age = -1;\nmodel_data = 0;',
          clock: `if (model_age < 0) begin
  if (req) begin
    model_age = 0;
    model_data = data_in;
  end
end else if (model_age < ${latency}) model_age = model_age + 1;
else if (!req) model_age = -1;`,
          expected: { ack: `model_age >= ${latency}`, data_out: 'model_data' },
        },
        corners: `// A whole handshake while the data keep changing, then a request of one cycle.
req = 1;
data_in = {${width}{1'b1}};
tick;
data_in = 0;
repeat (${latency + 3}) tick;
req = 0;
repeat (2) tick;
req = 1;
data_in = 0;
tick;
req = 0;
data_in = {${width}{1'b1}};
repeat (${latency + 3}) tick;`,
        drive: `if (($random(seed) & 3) == 0) req = ~req;
data_in = $random(seed);`,
      }),
    };
  },
};

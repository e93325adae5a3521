import type { DesignFamily, DesignInstance, Port } from '../design-family.ts';
import { clockedBlock, clockPorts, drawReset, resetDecision, resetParameters } from '../reset.ts';
import { clockedTestbench } from '../testbench/clocked-testbench.ts';
import { moduleText } from '../verilog-text.ts';

/** What both commands at once do: the state machine's one design decision. */
type Conflict = 'start' | 'stop' | 'toggle' | 'hold';

const CONFLICTS: Record<Conflict, { sentence: string; next: string }> = {
  start: { sentence: 'start wins and the machine is running afterwards', next: "1'b1" },
  stop: { sentence: 'stop wins and the machine is idle afterwards', next: "1'b0" },
  toggle: { sentence: 'the machine changes to the other state', next: '~running_now' },
  hold: { sentence: 'the machine stays in its state', next: 'running_now' },
};

/** Idle and running, switched by two commands. */
export const fsm2State: DesignFamily = {
  category: 'fsm_2state',
  complexity: 'intermediate',
  draw(random): DesignInstance {
    const conflict = random.pick<Conflict>(['start', 'stop', 'toggle', 'hold']);
    const resetState = random.pick<'idle' | 'running'>(['idle', 'idle', 'running']);
    const pulsed = random.chance(0.5);
    const reset = drawReset(random);
    const seed = random.integer(1, 9999);

    const moduleName = `run_control_${conflict}`;
    const ports: Port[] = [
      ...clockPorts(reset),
      { name: 'start', direction: 'input', width: 1, description: 'command to run' },
      { name: 'stop', direction: 'input', width: 1, description: 'command to stop' },
      { name: 'running', direction: 'output', width: 1, description: '1 in the state running' },
      ...(pulsed
        ? [
            {
              name: 'starting',
              direction: 'output',
              width: 1,
              description: 'this edge enters running',
            } as const,
          ]
        : []),
    ];
    const toRunning = { start: 'start', stop: 'start && !stop', toggle: 'start', hold: 'start && !stop' }[
      conflict
    ];
    const toIdle = { start: 'stop && !start', stop: 'stop', toggle: 'stop', hold: 'stop && !start' }[
      conflict
    ];
    const initial = resetState.toUpperCase();
    const startingText = `assign starting = (state == IDLE) && (${toRunning});`;
    return {
      moduleName,
      parameters: {
        both_commands: conflict,
        reset_state: resetState,
        starting_output: pulsed,
        ...resetParameters(reset),
      },
      ports,
      summaries: [
        'Design a finite state machine with the two states idle and running, controlled by start and stop.',
        'Write a two-state run control: start leads from idle to running, stop leads from running to idle.',
        'Build a Moore machine that remembers whether a unit is running, with commands start and stop.',
      ],
      decisions: [
        resetDecision(reset, `the state becomes ${resetState}`),
        'Commands are sampled at rising edges of clk; start alone leads to running, stop alone to idle, neither keeps the state.',
        `When start and stop are both 1, ${CONFLICTS[conflict].sentence}.`,
        'running is 1 in the state running and 0 in idle.',
        ...(pulsed
          ? [
              'starting is combinational: it is 1 while the state is idle and the present commands lead to running at the next edge; it does not look at the reset.',
            ]
          : []),
      ],
      styles: [
        {
          name: 'two_process',
          rtl: moduleText({
            name: moduleName,
            ports,
            body: `localparam IDLE = 1'b0;
localparam RUNNING = 1'b1;

reg state;
reg state_next;

always @* begin
  state_next = state;
  case (state)
    IDLE: if (${toRunning}) state_next = RUNNING;
    RUNNING: if (${toIdle}) state_next = IDLE;
    default: state_next = ${initial};
  endcase
end

${clockedBlock(reset, `state <= ${initial};`, 'state <= state_next;')}

assign running = (state == RUNNING);${pulsed ? `\n${startingText}` : ''}`,
          }),
        },
        {
          name: 'one_process_one_hot',
          rtl: moduleText({
            name: moduleName,
            ports,
            body: `localparam [1:0] IDLE = 2'b01;
localparam [1:0] RUNNING = 2'b10;

reg [1:0] state;

${clockedBlock(
  reset,
  `state <= ${initial};`,
  `case (state)
  IDLE: if (${toRunning}) state <= RUNNING;
  RUNNING: if (${toIdle}) state <= IDLE;
  default: state <= ${initial};
endcase`,
)}

assign running = state[1];${pulsed ? `\n${startingText}` : ''}`,
          }),
        },
      ],
      testbench: clockedTestbench({
        moduleName,
        ports,
        reset,
        seed,
        randomCycles: 250,
        model: {
          state: `reg model_running;

// The table of the specification: state after an edge with the present commands.
function after(input running_now);
  case ({start, stop})
    2'b10: after = 1'b1;
    2'b01: after = 1'b0;
    2'b11: after = ${CONFLICTS[conflict].next};
    default: after = running_now;
  endcase
endfunction`,
          reset: `model_running = 1'b${resetState === 'running' ? 1 : 0};`,
          clock: 'model_running = after(model_running);',
          expected: {
            running: 'model_running',
            ...(pulsed ? { starting: '!model_running && after(model_running)' } : {}),
          },
        },
        corners: `// Every command in both states.
for (i = 0; i < 16; i = i + 1) begin
  {start, stop} = i[3] ? 2'b10 : 2'b01;
  tick;
  {start, stop} = i[1:0];
  tick;
  {start, stop} = 2'b00;
  tick;
end`,
      }),
    };
  },
};

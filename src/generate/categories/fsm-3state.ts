import type { DesignFamily, DesignInstance, Port } from '../design-family.ts';
import { clockedBlock, clockPorts, drawReset, resetDecision, resetParameters } from '../reset.ts';
import { clockedTestbench } from '../testbench/clocked-testbench.ts';
import { bitsFor, literal, moduleText, range } from '../verilog-text.ts';

/** Idle, work for N cycles, done. */
export const fsm3State: DesignFamily = {
  category: 'fsm_3state',
  complexity: 'advanced',
  draw(random): DesignInstance {
    const cycles = random.integer(1, 9);
    const held = random.chance(0.5);
    const abortable = random.chance(0.5);
    const reset = drawReset(random);
    const seed = random.integer(1, 9999);

    const width = bitsFor(cycles - 1);
    const moduleName = `task_timer_${cycles}`;
    const ports: Port[] = [
      ...clockPorts(reset),
      { name: 'start', direction: 'input', width: 1, description: 'begin work' },
      ...(abortable
        ? [{ name: 'abort', direction: 'input', width: 1, description: 'give up work' } as const]
        : []),
      { name: 'busy', direction: 'output', width: 1, description: '1 in the state work' },
      { name: 'done', direction: 'output', width: 1, description: '1 in the state done' },
    ];
    const end = literal(width, cycles - 1);
    const [zero, one] = [literal(width, 0), literal(width, 1)];
    const leave = held ? 'if (!start) ' : '';
    const abort = (target: string) => (abortable ? `if (abort) ${target} else ` : '');
    return {
      moduleName,
      parameters: { work_cycles: cycles, done_held: held, abort: abortable, ...resetParameters(reset) },
      ports,
      summaries: [
        `Design a finite state machine with the states idle, work and done; work takes ${cycles} cycle${cycles === 1 ? '' : 's'}.`,
        `Write a three-state controller: start leads from idle to work, which lasts ${cycles} clock cycle${cycles === 1 ? '' : 's'} and ends in done.`,
        `Build a task timer with outputs busy and done whose task runs for ${cycles} clock cycle${cycles === 1 ? '' : 's'}.`,
      ],
      decisions: [
        resetDecision(reset, 'the state becomes idle'),
        `In idle, a rising edge with start = 1 leads to work. busy is 1 for exactly ${cycles} cycle${cycles === 1 ? '' : 's'}, then the state is done. start is not looked at in work.`,
        held
          ? 'done lasts while start is 1: a rising edge with start = 0 leads back to idle.'
          : 'done lasts one cycle, then the state is idle, whatever start is.',
        ...(abortable
          ? [
              'In work a rising edge with abort = 1 leads to idle at once, also in the last cycle; elsewhere abort has no effect.',
            ]
          : []),
        'Both outputs depend on the state alone.',
      ],
      styles: [
        {
          name: 'two_process',
          rtl: moduleText({
            name: moduleName,
            ports,
            body: `localparam [1:0] IDLE = 2'd0;
localparam [1:0] WORK = 2'd1;
localparam [1:0] DONE = 2'd2;

reg [1:0] state;
reg [1:0] state_next;
reg ${range(width)}count;

always @* begin
  state_next = state;
  case (state)
    IDLE: if (start) state_next = WORK;
    WORK: ${abort('state_next = IDLE;')}if (count == ${end}) state_next = DONE;
    DONE: ${leave}state_next = IDLE;
    default: state_next = IDLE;
  endcase
end

${clockedBlock(
  reset,
  `state <= IDLE;\ncount <= ${zero};`,
  `state <= state_next;
if (state == WORK) count <= count + ${one};
else count <= ${zero};`,
)}

assign busy = (state == WORK);
assign done = (state == DONE);`,
          }),
        },
        {
          name: 'one_process_registered_outputs',
          rtl: moduleText({
            name: moduleName,
            ports,
            registered: ['busy', 'done'],
            body: `reg ${range(width)}remaining;

${clockedBlock(
  reset,
  `busy <= 1'b0;\ndone <= 1'b0;\nremaining <= ${zero};`,
  `if (busy) begin
  ${abort("busy <= 1'b0;")}if (remaining == ${zero}) begin
    busy <= 1'b0;
    done <= 1'b1;
  end else begin
    remaining <= remaining - ${one};
  end
end else if (done) begin
  ${leave}done <= 1'b0;
end else if (start) begin
  busy <= 1'b1;
  remaining <= ${end};
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
          state: `// Cycles since work began: -1 in idle, above ${cycles - 1} in done.\ninteger model_age;`,
          reset: 'model_age = -1;',
          clock: `if (model_age < 0) model_age = start ? 0 : -1;
else if (model_age < ${cycles}) model_age = ${abortable ? 'abort ? -1 : ' : ''}model_age + 1;
else model_age = ${held ? `start ? ${cycles} : -1` : '-1'};`,
          expected: {
            busy: `(model_age >= 0) && (model_age < ${cycles})`,
            done: `model_age >= ${cycles}`,
          },
        },
        corners: `// A short start, then a start that lasts beyond the work.
start = 1;
tick;
start = 0;
repeat (${cycles + 3}) tick;
start = 1;
repeat (${cycles + 4}) tick;
start = 0;
repeat (3) tick;${
          abortable
            ? `
// Abort in every cycle of the work, and one after it.
for (i = 0; i <= ${cycles + 1}; i = i + 1) begin
  start = 1;
  tick;
  start = 0;
  repeat (i) tick;
  abort = 1;
  tick;
  abort = 0;
  repeat (${cycles + 3}) tick;
end`
            : ''
        }`,
        drive: `start = $random(seed);${abortable ? '\nabort = ($random(seed) & 15) == 0;' : ''}`,
      }),
    };
  },
};

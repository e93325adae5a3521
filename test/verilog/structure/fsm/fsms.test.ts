import { beforeAll, describe, expect, test } from 'vitest';
import { loadParser } from '../../../../src/verilog/parser.ts';
import type { Fsm } from '../../../../src/verilog/structure/module-structure.ts';
import { readOne } from '../read-one.ts';

beforeAll(loadParser);

const arrows = (fsm: Fsm | undefined): string[] =>
  (fsm?.transitions ?? []).map(({ from, to, condition }) => `${from ?? '*'}>${to} ${condition}`.trim());
const only = (text: string): Fsm => {
  const { fsms } = readOne(text);
  expect(fsms).toHaveLength(1);
  return fsms[0]!;
};

describe('readFsms', () => {
  test('two processes, parameters, asynchronous reset', () => {
    const text = `module door(input clk, arst_n, open, shut, output moving);
      localparam [1:0] CLOSED = 2'd0, OPENING = 2'd1, OPENED = 2'd2, STUCK = 2'd3;
      reg [1:0] state, next;
      always @(posedge clk or negedge arst_n)
        if (!arst_n) state <= CLOSED; else state <= next;
      always @(*) begin
        next = state;
        case (state)
          CLOSED: if (open) next = OPENING;
          OPENING: next = OPENED;
          OPENED: if (shut && !open) next = CLOSED;
          default: next = CLOSED;
        endcase
      end
      assign moving = state == OPENING;
    endmodule`;
    const fsm = only(text);
    expect(fsm).toMatchObject({
      stateRegister: 'state',
      nextState: 'next',
      stored: true,
      bits: 2,
      encoding: 'binary',
      resetState: 'CLOSED',
      reachable: ['CLOSED', 'OPENING', 'OPENED'],
      complete: true,
      kind: 'moore',
    });
    expect(fsm.states).toEqual([
      { name: 'CLOSED', value: 0n },
      { name: 'OPENING', value: 1n },
      { name: 'OPENED', value: 2n },
    ]);
    expect(arrows(fsm)).toEqual([
      'CLOSED>OPENING open',
      'CLOSED>CLOSED !open',
      'OPENING>OPENED',
      'OPENED>CLOSED shut && !open',
      'OPENED>OPENED !(shut && !open)',
    ]);
    const [first] = fsm.transitions;
    expect(text.slice(first!.start, first!.end)).toBe('next = OPENING;');
  });

  test('one process with a synchronous reset; what no branch changes stays', () => {
    const fsm = only(`module m(input clk, rst, a, b, output reg y);
      parameter IDLE = 0, RUN = 1, WAIT = 2;
      reg [1:0] st;
      always @(posedge clk)
        if (rst) begin st <= IDLE; y <= 0; end
        else case (st)
          IDLE: if (a) begin st <= RUN; y <= 1; end
          RUN: if (b) st <= WAIT; else if (a) st <= IDLE;
          WAIT: st <= a ? RUN : IDLE;
        endcase
    endmodule`);
    expect(arrows(fsm)).toEqual([
      'IDLE>RUN a',
      'RUN>WAIT b',
      'RUN>IDLE !b && a',
      'WAIT>RUN a',
      'WAIT>IDLE !a',
    ]);
    expect(fsm).toMatchObject({ nextState: undefined, resetState: 'IDLE', complete: true });
  });

  test('three processes, enumeration, gray codes, an enable', () => {
    const fsm = only(`module m(input logic clk, rst_n, en, go, output logic busy);
      typedef enum logic [1:0] {A = 2'b00, B = 2'b01, C = 2'b11, D = 2'b10} state_e;
      state_e state_q, state_d;
      always_ff @(posedge clk or negedge rst_n)
        if (~rst_n) state_q <= A; else if (en) state_q <= state_d;
      always_comb unique case (state_q)
        A: state_d = go ? B : A;
        B: state_d = C;
        C: state_d = D;
        D: state_d = A;
      endcase
      always_comb busy = state_q != A && go;
    endmodule`);
    expect(fsm).toMatchObject({ encoding: 'gray', kind: 'mealy', resetState: 'A' });
    expect(arrows(fsm)).toEqual(['A>B en && go', 'A>A en && !go', 'B>C en', 'C>D en', 'D>A en']);
  });

  test('the order of assignments counts: a later one overrides', () => {
    const fsm = only(`module m(input clk, abort, x, output o);
      parameter S0 = 0, S1 = 1, S2 = 2;
      reg [1:0] state = S0, next;
      always @(posedge clk) state <= next;
      always @* begin
        next = S0;
        if (state == S0) next = S1;
        if (state == S1 && x) next = S2;
        if (abort) next = S0;
      end
      assign o = state[1];
    endmodule`);
    expect(arrows(fsm)).toEqual([
      '*>S0 abort',
      'S0>S1 !abort',
      'S1>S2 x && !abort',
      'S1>S0 !x && !abort',
      'S2>S0 !abort',
    ]);
    expect(fsm.resetState).toBe('S0');
  });

  test('states of macros, here and in another file', () => {
    const here = only(`\`define IDLE 2'd0
    \`define WORK 2'd2
    module m(input clk, go); reg [1:0] cs;
      always @(posedge clk) case (cs) \`IDLE: if (go) cs <= \`WORK; \`WORK: cs <= \`IDLE; default: cs <= \`IDLE; endcase
    endmodule`);
    expect(here.states).toEqual([
      { name: '`IDLE', value: 0n },
      { name: '`WORK', value: 2n },
    ]);
    const elsewhere = only(`module m(input clk, rst, go); import states::*; t state;
      always @(posedge clk) if (rst) state <= IDLE; else case (state)
        IDLE: if (go) state <= WORK;
        WORK: state <= IDLE;
      endcase
    endmodule`);
    expect(elsewhere).toMatchObject({ encoding: 'other', resetState: 'IDLE' });
    expect(elsewhere.states).toEqual([
      { name: 'IDLE', value: null },
      { name: 'WORK', value: null },
    ]);
    expect(arrows(elsewhere)).toEqual(['IDLE>WORK go', 'WORK>IDLE']);
  });

  test('raw numbers, a chain of conditions, continuous next state', () => {
    const fsm = only(`module m(input clk, w, output z); reg [1:0] y; wire [1:0] n;
      assign n = (y == 2'd0) ? (w ? 2'd1 : 2'd0) : (y == 2'd1) ? (w ? 2'd2 : 2'd0) : w ? 2'd2 : 2'd0;
      always @(posedge clk) y <= n;
      assign z = y == 2'd2;
    endmodule`);
    expect(fsm.states.map((state) => state.name)).toEqual(["2'd0", "2'd1", "2'd2"]);
    expect(arrows(fsm)).toEqual(["2'd0>2'd1 w", "*>2'd0 !w", "2'd1>2'd2 w", "2'd2>2'd2 w"]);
  });

  test('case on state and input together, wildcards', () => {
    const fsm =
      only(`module m(input clk, x, output o); parameter A = 2'b00, B = 2'b01, C = 2'b10; reg [1:0] state;
      always @(posedge clk) casez ({state, x})
        {A, 1'b1}: state <= B;
        3'b01?: state <= C;
        {C, 1'b0}: state <= A;
        default: ;
      endcase
      assign o = state == C;
    endmodule`);
    expect(arrows(fsm)).toEqual(["A>B {state, x} == {A, 1'b1}", 'B>C', "C>A {state, x} == {C, 1'b0}"]);
  });

  test('one-hot by case (1) and by equations', () => {
    const byCase = only(`module m(input clk, rst, go); parameter I = 0, R = 1, D = 2; reg [2:0] state, next;
      always @(posedge clk) if (rst) state <= 3'b001; else state <= next;
      always @* begin next = 3'b000;
        case (1'b1)
          state[I]: if (go) next = 3'b010; else next = 3'b001;
          state[R]: next = 3'b100;
          state[D]: next = 3'b001;
        endcase
      end
    endmodule`);
    expect(byCase).toMatchObject({
      bits: 3,
      resetState: "3'b001",
      reachable: ["3'b001", "3'b010", "3'b100"],
    });
    expect(arrows(byCase)).toEqual(
      expect.arrayContaining(["3'b001>3'b010 go", "3'b001>3'b001 !go", "3'b010>3'b100", "3'b100>3'b001"]),
    );
    const byEquation =
      only(`module m(input clk, rst, go, output done); localparam IDLE = 0, RUN = 1, DONE = 2;
      reg [2:0] state; wire [2:0] next;
      assign next[IDLE] = (state[IDLE] & ~go) | state[DONE];
      assign next[RUN] = state[IDLE] & go;
      assign next[DONE] = state[RUN];
      always @(posedge clk) if (rst) state <= 3'b001; else state <= next;
      assign done = state[DONE];
    endmodule`);
    expect(byEquation).toMatchObject({
      encoding: 'one_hot',
      resetState: 'IDLE',
      complete: true,
      states: [
        { name: 'IDLE', value: 1n },
        { name: 'RUN', value: 2n },
        { name: 'DONE', value: 4n },
      ],
    });
    expect(arrows(byEquation).sort()).toEqual(['DONE>IDLE', 'IDLE>IDLE ~go', 'IDLE>RUN go', 'RUN>DONE']);
  });

  test('next state by a function, with and without return', () => {
    const body = (
      result: string,
    ) => `module m(input clk, rst, go); localparam A = 0, B = 1, C = 2; reg [1:0] state;
      function automatic [1:0] step(input [1:0] s, input g);
        case (s) A: ${result} (g ? B : A); B: ${result} (C); default: ${result} (A); endcase
      endfunction
      always @(posedge clk) if (rst) state <= A; else state <= step(state, go);
      wire busy = state != A; wire done = state == C;
    endmodule`;
    const expected = ['A>B g', 'A>A !g', 'B>C', 'C>A'];
    expect(arrows(only(body('step =')))).toEqual(expected);
    expect(arrows(only(body('return')))).toEqual(expected);
  });

  test('blocking copies in one process, as old style has it', () => {
    const fsm = only(`module m(input clk, reset, in, output reg out); parameter A = 0, B = 1;
      reg present_state, next_state;
      always @(posedge clk) if (reset) begin present_state = A; out = 0; end
      else begin
        case (present_state) A: next_state = in ? A : B; B: next_state = in ? B : A; endcase
        present_state = next_state;
        case (present_state) A: out = 0; B: out = 1; endcase
      end
    endmodule`);
    expect(fsm).toMatchObject({ stateRegister: 'present_state', resetState: 'A' });
    expect(arrows(fsm)).toEqual(['A>A in', 'A>B !in', 'B>B in', 'B>A !in']);
  });

  test('a reset that only the next-state logic knows; steps by one between named states', () => {
    const module =
      readOne(`module m(input clk, rst, hold, output o); parameter S0 = 0, S1 = 1, S2 = 2, S3 = 3;
      reg [1:0] state, next;
      always @(posedge clk) state <= next;
      always @* if (rst) next = S0; else case (state)
        S3: next = S0;
        S2: next = hold ? S2 : state + 2'd1;
        default: next = state + 1'b1;
      endcase
      assign o = state == S3;
    endmodule`);
    expect(module.resets).toMatchObject([{ signal: 'rst', polarity: 'high', synchronous: true }]);
    const [fsm] = module.fsms;
    expect(fsm?.resetState).toBe('S0');
    expect(arrows(fsm)).toEqual(['S0>S1', 'S1>S2', 'S2>S2 hold', 'S2>S3 !hold', 'S3>S0']);
  });

  test('the logic of a machine without its register', () => {
    const fsm = only(`module logic_only(input [1:0] state, input w, output reg [1:0] next_state, output z);
      parameter A = 0, B = 1, C = 2;
      always @* case (state) A: next_state = w ? B : A; B: next_state = w ? C : A; C: next_state = w ? C : A;
        default: next_state = 2'bxx; endcase
      assign z = state == C;
    endmodule`);
    expect(fsm).toMatchObject({
      stateRegister: 'state',
      nextState: 'next_state',
      stored: false,
      complete: true,
    });
  });

  test('what does not reach its states says so, and machines beside each other are told apart', () => {
    const { fsms } = readOne(`module m(input clk, rst, a, input [1:0] load, output o);
      localparam X = 0, Y = 1, Z = 2; localparam P = 0, Q = 1;
      reg [1:0] state; reg mode_state;
      always @(posedge clk) if (rst) state <= X; else case (state) X: state <= a ? Y : load; Y: state <= X; Z: state <= X; endcase
      always @(posedge clk) if (rst) mode_state <= P; else case (mode_state) P: if (a) mode_state <= Q; Q: mode_state <= P; endcase
      assign o = state == Z;
    endmodule`);
    expect(fsms.map((fsm) => [fsm.stateRegister, fsm.complete])).toEqual([
      ['state', false],
      ['mode_state', true],
    ]);
  });

  test.each([
    [
      'a counter',
      'reg [3:0] q; always @(posedge clk) if (rst) q <= 0; else if (q == 9) q <= 0; else q <= q + 1;',
    ],
    [
      'a counter written as a case',
      'reg [1:0] q; always @(posedge clk) if (rst) q <= 0; else case (q) 2: q <= 0; default: q <= q + 1; endcase',
    ],
    [
      'a saturating counter',
      'reg [1:0] state; always @(posedge clk) if (x && state < 3) state <= state + 1; else if (!x && state > 0) state <= state - 1;',
    ],
    [
      'a shift register',
      "reg [3:0] q; always @(posedge clk) if (rst) q <= 4'b0001; else q <= {q[2:0], q[3]};",
    ],
    [
      'an LFSR',
      "reg [4:0] state; always @(posedge clk) if (rst) state <= 5'h1; else state <= {1'b0 ^ state[0], state[4], state[3] ^ state[0], state[2], state[1]};",
    ],
    [
      'a flag',
      'reg busy; always @(posedge clk) if (rst) busy <= 0; else if (x) busy <= 1; else if (y) busy <= 0;',
    ],
    [
      'a JK flip-flop',
      "reg q; always @(posedge clk) case ({x, y}) 2'b01: q <= 0; 2'b10: q <= 1; 2'b11: q <= ~q; default: q <= q; endcase",
    ],
    [
      'a register that inputs set',
      'reg [1:0] size; reg [7:0] d; always @(posedge clk) if (x) size <= 0; else if (y) size <= 1; always @* case (size) 0: d = 1; 1: d = 2; default: d = 0; endcase',
    ],
    [
      'a loaded opcode',
      'localparam ADD = 0, SUB = 1; reg [1:0] op; always @(posedge clk) if (rst) op <= ADD; else if (x) op <= in; else if (op == SUB) op <= SUB;',
    ],
    ['bits of logic', 'reg [2:0] s; always @(posedge clk) s <= {s[2] ^ x, ~s[1] & x, ~s[0] | x};'],
    [
      'dead code',
      'parameter ON = 0; reg [1:0] state; always @(posedge clk) if (ON) case (state) 0: state <= 1; 1: state <= 0; endcase',
    ],
  ])('%s is no machine', (_, body) => {
    const { fsms } = readOne(`module m(input clk, rst, x, y, input [1:0] in); ${body} endmodule`);
    expect(fsms).toEqual([]);
  });
});

/** Small designs of our own that testbenches are made for. */

/** Loadable counter with an asynchronous, active-low reset and an output that follows an input. */
export const COUNTER = `module counter #(parameter WIDTH = 4, parameter TOP = 9) (
  input clk, input rst_n, input en, input load, input [WIDTH-1:0] d,
  output reg [WIDTH-1:0] q, output full
);
  assign full = en && q == TOP;
  always @(posedge clk or negedge rst_n)
    if (!rst_n) q <= 0;
    else if (load) q <= d;
    else if (en) q <= q == TOP ? 0 : q + 1;
endmodule
`;

/** Detector of 1101 in a serial stream; overlapping matches count. Output unknown while idle. */
export const DETECTOR = `module detector(input clk, input rst, input x, output found, output [1:0] progress);
  localparam IDLE = 2'd0, GOT1 = 2'd1, GOT11 = 2'd2, GOT110 = 2'd3;
  reg [1:0] state, next;
  always @* begin
    case (state)
      IDLE: next = x ? GOT1 : IDLE;
      GOT1: next = x ? GOT11 : IDLE;
      GOT11: next = x ? GOT11 : GOT110;
      default: next = x ? GOT1 : IDLE;
    endcase
  end
  always @(posedge clk) if (rst) state <= IDLE; else state <= next;
  assign found = state == GOT110 && x;
  assign progress = state == IDLE ? 2'bxx : state;
endmodule
`;

/** Two clocks that have nothing to do with each other. */
export const TWO_CLOCKS = `module two_clocks(input wclk, input rclk, input rst, input [3:0] d, output reg [3:0] a, output reg [3:0] b);
  always @(posedge wclk) if (rst) a <= 0; else a <= a + d;
  always @(negedge rclk) if (rst) b <= 0; else b <= a;
endmodule
`;

/** Both edges of one clock matter. */
export const BOTH_EDGES = `module both_edges(input clk, input d, output q);
  reg p = 0, n = 0;
  always @(posedge clk) p <= d ^ n;
  always @(negedge clk) n <= d ^ p;
  assign q = p ^ n;
endmodule
`;

/** A wrapper: clock and reset are found two levels below, the reset inverted on the way. */
export const WRAPPED = `module stage(input ck, input nres, input [7:0] i, output reg [7:0] o);
  always @(posedge ck or negedge nres) if (!nres) o <= 8'h5a; else o <= i;
endmodule
module wrapped #(parameter N = 2) (input clock, input reset, input [3:0] en, input [N*4-1:0] data, output [7:0] out);
  wire gated = clock & en[0];
  stage first(.ck(clock), .nres(~reset), .i(data), .o(out));
endmodule
`;

/** A pad that drives its pin when told to. */
export const PAD = `module pad(input oe, input o, output i, inout pin);
  assign pin = oe ? o : 1'bz;
  assign i = pin;
endmodule
`;

export const MAJORITY = `module majority(input a, input b, input c, output y);
  assign y = a & b | a & c | b & c;
endmodule
`;

/** Names that a testbench would like to use itself, and an escaped one. */
export const AWKWARD = `module dut(input step, input [1:0] checks, output errors, output \\odd-name );
  assign errors = step & checks[0];
  assign \\odd-name = ^checks;
endmodule
`;

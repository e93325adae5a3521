/** A register with an asynchronous reset to a value that is not zero. */
export const COUNTER = `module counter(input clk, input rst_n, input en, output reg [3:0] count);
  always @(posedge clk or negedge rst_n)
    if (!rst_n) count <= 4'd3;
    else if (en) count <= count + 4'd1; // wraps
endmodule
`;

/** Finds 1, 1 in a row: two processes, a synchronous reset, states by name. */
export const DETECTOR = `module detector(input clk, input rst, input x, output found);
  localparam [1:0] IDLE = 2'd0, ONE = 2'd1, TWO = 2'd2;
  reg [1:0] state, next;
  always @* begin
    case (state)
      IDLE: next = x ? ONE : IDLE;
      ONE: next = x ? TWO : IDLE;
      TWO: next = x ? TWO : IDLE;
      default: next = IDLE;
    endcase
  end
  always @(posedge clk)
    if (rst) state <= IDLE;
    else state <= next;
  assign found = state == TWO; /* state == ONE */
endmodule
`;

/** Operators of every kind. */
export const LOGIC = `module logic_mix(input [3:0] a, b, input s, output [3:0] y, output z);
  wire [3:0] sum = a + b;
  assign y = s ? sum : {a[1:0], b[3:2]};
  assign z = (a < b) && !(s | ^a) || sum == 4'd9;
endmodule
`;

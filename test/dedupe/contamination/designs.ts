/** Designs with what is asked for, written for these tests: the benchmark, and rows that have nothing to do with it. */
export interface Sample {
  name: string;
  specification: string;
  design: string;
}

export const BENCHMARK: readonly Sample[] = [
  {
    name: 'flip_flop',
    specification: 'Store one bit at the rising edge of the clock.',
    design: `module flip_flop(input clk, input d, output reg q);
  always @(posedge clk) q <= d;
endmodule`,
  },
  {
    name: 'ticket_gate',
    specification: `A ticket gate lets one visitor pass for every valid ticket. After a ticket is accepted the gate opens
until the light barrier reports a visitor. A second ticket while the gate is open is remembered once. The alarm is raised
when somebody passes a closed gate.`,
    design: `module ticket_gate(
  input  wire clk, input wire rst,
  input  wire ticket, barrier,
  output reg  open,   // to the motor
  output wire alarm
);
  localparam CLOSED = 2'd0, OPEN = 2'd1, OPEN_AGAIN = 2'd2;
  reg [1:0] state, next;
  always @(*) begin
    next = state;
    case (state)
      CLOSED: if (ticket) next = OPEN;
      OPEN: if (ticket && !barrier) next = OPEN_AGAIN;
            else if (barrier && !ticket) next = CLOSED;
      OPEN_AGAIN: if (barrier) next = OPEN;
      default: next = CLOSED;
    endcase
  end
  always @(posedge clk or posedge rst)
    if (rst) state <= CLOSED; else state <= next;
  always @(posedge clk) open <= (next != CLOSED);
  assign alarm = barrier & (state == CLOSED);
endmodule`,
  },
  {
    name: 'blink_code',
    specification: `Blink a byte as Morse-like code: for every bit, most significant first, the lamp is on for three ticks
for a one and for one tick for a zero, then off for two ticks. busy is high until the byte is done.`,
    design: `module blink_code(clk, go, value, lamp, busy);
  input clk, go;
  input [7:0] value;
  output lamp, busy;
  reg [7:0] shift;
  reg [3:0] left;
  reg [2:0] tick;
  wire [2:0] on_ticks = shift[7] ? 3'd3 : 3'd1;
  assign busy = left != 0;
  assign lamp = busy && tick < on_ticks;
  always @(posedge clk) begin
    if (!busy) begin
      if (go) begin shift <= value; left <= 4'd8; tick <= 0; end
    end else if (tick == on_ticks + 1) begin
      shift <= {shift[6:0], 1'b0};
      left <= left - 1;
      tick <= 0;
    end else tick <= tick + 1;
  end
endmodule`,
  },
  {
    name: 'two_stage',
    specification: `Add four numbers in a pipeline of two stages: the first adds pairs, the second adds their sums. A
saturating output of eight bits follows, and a flag tells whether it was cut.`,
    design: `module pair_sum(input clk, input [7:0] a, b, output reg [8:0] s);
  always @(posedge clk) s <= a + b;
endmodule
module two_stage(input clk, input [7:0] w, x, y, z, output reg [7:0] total, output reg cut);
  wire [8:0] left, right;
  pair_sum p0(.clk(clk), .a(w), .b(x), .s(left));
  pair_sum p1(.clk(clk), .a(y), .b(z), .s(right));
  wire [9:0] sum = left + right;
  always @(posedge clk) begin
    cut <= |sum[9:8];
    total <= |sum[9:8] ? 8'hff : sum[7:0];
  end
endmodule`,
  },
];

export const CLEAN: readonly Sample[] = [
  {
    name: 'lift_doors',
    specification: 'Control the doors of a lift: they close after a delay unless a foot is in between.',
    design: `module lift_doors(input clk, input rst, input foot, input call, output reg closed);
  reg [4:0] delay;
  always @(posedge clk or posedge rst)
    if (rst) begin delay <= 0; closed <= 1; end
    else if (call | foot) begin delay <= 5'd20; closed <= 0; end
    else if (delay != 0) delay <= delay - 1;
    else closed <= 1;
endmodule`,
  },
  {
    name: 'vending',
    specification: 'A vending machine takes coins of one and two and gives a drink for five, with change.',
    design: `module vending(input clk, input rst, input one, two, output drink, output change);
  localparam S0 = 3'd0, S1 = 3'd1, S2 = 3'd2, S3 = 3'd3, S4 = 3'd4, S5 = 3'd5, S6 = 3'd6;
  reg [2:0] state, next;
  always @(*) begin
    next = state;
    case (state)
      S0: next = one ? S1 : two ? S2 : S0;
      S1: next = one ? S2 : two ? S3 : S1;
      S2: next = one ? S3 : two ? S4 : S2;
      S3: next = one ? S4 : two ? S5 : S3;
      S4: next = one ? S5 : two ? S6 : S4;
      default: next = S0;
    endcase
  end
  always @(posedge clk or posedge rst) if (rst) state <= S0; else state <= next;
  assign drink = state == S5 || state == S6;
  assign change = state == S6;
endmodule`,
  },
  {
    name: 'scaler',
    specification: 'Multiply a sample by a coefficient of eight bits and round the product to sixteen bits.',
    design: `module scaler(input clk, input signed [15:0] sample, input signed [7:0] k, output reg signed [15:0] y);
  reg signed [23:0] product;
  always @(posedge clk) begin
    product <= sample * k;
    y <= (product + 24'sd64) >>> 7;
  end
endmodule`,
  },
  {
    name: 'sender',
    specification: 'Send a byte serially with start, parity and stop bit at a given baud rate.',
    design: `module sender(input clk, input start, input [7:0] data, output reg line, output busy);
  reg [10:0] frame; reg [3:0] bits; reg [7:0] baud;
  assign busy = |bits;
  always @(posedge clk)
    if (!busy) begin
      line <= 1;
      if (start) begin frame <= {1'b1, ^data, data, 1'b0}; bits <= 4'd11; baud <= 0; end
    end else if (baud == 8'd103) begin
      baud <= 0; line <= frame[0]; frame <= frame >> 1; bits <= bits - 1'b1;
    end else baud <= baud + 1'b1;
endmodule`,
  },
];

// SPDX-License-Identifier: Apache-2.0
// Sends a byte, least significant bit first, one bit a tick: start bit, eight bits, stop bit.
module uart_tx (
    input  wire       clk,
    input  wire       rst_n,
    input  wire       tick,
    input  wire       valid,
    input  wire [7:0] data,
    output wire       ready,
    output wire       txd
);
  reg [9:0] shift;
  reg [3:0] left;

  assign ready = left == 4'd0;
  assign txd   = ready ? 1'b1 : shift[0];

  always @(posedge clk or negedge rst_n) begin
    if (!rst_n) begin
      shift <= 10'h3ff;
      left  <= 4'd0;
    end else if (ready) begin
      if (valid) begin
        shift <= {1'b1, data, 1'b0};
        left  <= 4'd10;
      end
    end else if (tick) begin
      shift <= {1'b1, shift[9:1]};
      left  <= left - 4'd1;
    end
  end
endmodule
